"""Sets Django up, once for all hands: the process that they are forked from imports this first."""

import django
from django.test import override_settings

from tests.environment import QUICK_PASSWORDS

django.setup()
override_settings(PASSWORD_HASHERS=QUICK_PASSWORDS).enable()
