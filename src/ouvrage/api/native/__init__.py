"""Ouvrage's own protocol: JSON over HTTP, described by OpenAPI at /api/v1/openapi.json."""
