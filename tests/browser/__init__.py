"""Every page and the main paths in headless Chromium, against a served portal."""
