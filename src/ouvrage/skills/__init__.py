"""Qualifications: what people can show that they can do, paid tests, and what projects require."""
