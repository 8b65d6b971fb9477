"""What Django and django-allauth say to people by themselves, where they do not speak a language.

Malagasy is in neither; allauth has two kinds of Portuguese, and none for `pt`. These messages stand
in our catalogue of that language; for the others, what the two packages bring is used.
"""

PLACE = "tests/house/borrowed.py"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
FORMS = (
    "This field is required.",
    "Enter a valid value.",
    "Enter a whole number.",
    "Enter a number.",
    "Enter a valid date.",
    "Enter a valid time.",
    "Enter a valid email address.",
    "Enter a list of values.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    "Ensure this value is less than or equal to %(limit_value)s.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    "This password is too common.",
    "The password is too similar to the %(verbose_name)s.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
ACCOUNTS = (
    "Email",
    "Email address",
    "Password",
    "Current Password",
    "New Password",
    "New Password (again)",
    "Remember Me",
    "Forgot your password?",
    "The email address and/or password you specified are not correct.",
    "Too many failed login attempts. Try again later.",
    "Incorrect password.",
    "Please type your current password.",
    "You must type the same password each time.",
    "This email address is already associated with this account.",
    "The password reset token was invalid.",
)
BORROWED = {"mg": MONTHS + FORMS + ACCOUNTS, "pt": ACCOUNTS}
