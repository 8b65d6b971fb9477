"""What all pages share: base templates, styles, accounts, access of a request."""
