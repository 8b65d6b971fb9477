"""Refusals of the room: who cannot be added, changed or removed, and what to do instead."""

from ouvrage.base.errors import Refusal, RefusalKind


class EmailTaken(Refusal):
    """This e-mail address already has an account. Log in with it, or use another address."""

    code = "email_taken"
    kind = RefusalKind.CONFLICT


class EmailNotValid(Refusal):
    """This is not an e-mail address. Write it like name@example.org."""

    code = "email_not_valid"


class PasswordTooWeak(Refusal):
    """This password is too easy to guess. Choose another one. {reasons}"""

    code = "password_too_weak"


class NameNotValid(Refusal):
    """A name has 1 to {most} characters. Write a shorter one, or write one."""

    code = "name_not_valid"


class LanguageUnknown(Refusal):
    """The portal does not speak {language}. Choose one of the languages listed."""

    code = "language_unknown"


class LanguageTagNotValid(Refusal):
    """“{tag}” is not a language code. Write codes such as en, fr, ar or pt-BR."""

    code = "language_tag_not_valid"


class LanguagesTooMany(Refusal):
    """At most {most} languages can be given. Remove some, then save again."""

    code = "languages_too_many"


class LanguagesMissing(Refusal):
    """Tasks are offered by language. Give at least one language that you read well."""

    code = "languages_missing"


class CountryNotValid(Refusal):
    """A country is two capital letters of ISO 3166, such as FR or MG. Correct it, then save."""

    code = "country_not_valid"


class KindUnknown(Refusal):
    """This kind of organisation is not known. Choose one of those listed."""

    code = "kind_unknown"


class ContactNotValid(Refusal):
    """Workers need a way to reach you. Give an e-mail address such as name@example.org."""

    code = "contact_not_valid"


class RoleUnknown(Refusal):
    """This role is not known. Choose owner or member."""

    code = "role_unknown"


class OrganisationsTooMany(Refusal):
    """One person can belong to {most} organisations at most. Leave one first."""

    code = "organisations_too_many"
    kind = RefusalKind.CONFLICT


class PersonUnknown(Refusal):
    """Nobody here uses this address. Ask the person to sign up first, then add them."""

    code = "person_unknown"


class AlreadyMember(Refusal):
    """This person is a member already. Change their role instead."""

    code = "already_member"
    kind = RefusalKind.CONFLICT


class MembersTooMany(Refusal):
    """An organisation has {most} members at most. Remove somebody first."""

    code = "members_too_many"
    kind = RefusalKind.CONFLICT


class LastOwner(Refusal):
    """An organisation keeps at least one owner. Make another member an owner first."""

    code = "last_owner"
    kind = RefusalKind.CONFLICT


class ReasonMissing(Refusal):
    """The person concerned will read why. Write a reason of 1 to {most} characters."""

    code = "reason_missing"


class KeysTooMany(Refusal):
    """An organisation has {most} working keys at most. Revoke one that is no longer used."""

    code = "keys_too_many"
    kind = RefusalKind.CONFLICT


class KeyRevoked(Refusal):
    """This key was revoked already. There is nothing more to do."""

    code = "key_revoked"
    kind = RefusalKind.CONFLICT


class AlreadyReviewer(Refusal):
    """This person reviews already. Nothing was changed."""

    code = "already_reviewer"
    kind = RefusalKind.CONFLICT


class NotReviewer(Refusal):
    """This person does not review. Nothing was changed."""

    code = "not_reviewer"
    kind = RefusalKind.CONFLICT


class PartyToCase(Refusal):
    """You are party to this case, or decided it before. Leave it to another reviewer."""

    code = "party_to_case"
    kind = RefusalKind.FORBIDDEN


class SecretNotValid(Refusal):
    """These details are at most {fields} fields of {most} characters. Shorten them, then save."""

    code = "secret_not_valid"


class SecretUnreadable(Refusal):
    """These details cannot be read: the key they were kept under is gone. Enter them again."""

    code = "secret_unreadable"
    kind = RefusalKind.CONFLICT


class VaultKeyAlone(Refusal):
    """Only one vault key was given. Put a new key before it in OUVRAGE_VAULT_KEY, with a comma
    between, restart, then run this again."""

    code = "vault_key_alone"
    kind = RefusalKind.CONFLICT


class RegistrationNotValid(Refusal):
    """This is no SIREN number. It has nine digits and stands on the notice of registration."""

    code = "registration_not_valid"


class RegistrationTaken(Refusal):
    """Somebody else here works under this number. Look at it again, or write to who runs this
    instance."""

    code = "registration_taken"
    kind = RefusalKind.CONFLICT


class OwnWordsMissing(Refusal):
    """This choice is made in writing. A sentence of your own is enough, of 1 to {most}
    characters."""

    code = "own_words_missing"


class StatusNotOffered(Refusal):
    """This instance does not offer that status. Choose one of those listed."""

    code = "status_not_offered"


class StatusUnchanged(Refusal):
    """This is your status already, with the same particulars. Nothing was changed."""

    code = "status_unchanged"
    kind = RefusalKind.CONFLICT


class NoOfferToDecline(Refusal):
    """No employee status waits to begin for you, so there is nothing to decline."""

    code = "no_offer_to_decline"
    kind = RefusalKind.CONFLICT


class ContractNotAccepted(Refusal):
    """The contract in force is not accepted yet, and it comes before the first task. What you
    earned is yours, and stays payable, whether you accept it or not."""

    code = "contract_not_accepted"
    kind = RefusalKind.CONFLICT


class ContractChanged(Refusal):
    """This is not the text of the version you accepted. Read the text shown now, then accept it."""

    code = "contract_changed"
    kind = RefusalKind.CONFLICT


class AdultsOnly(Refusal):
    """Paid work here is for people of 18 years and more. Say that you are, to accept."""

    code = "adults_only"


class ChainClientFirst(Refusal):
    """A chain begins with the client: who uses the result. Put it first."""

    code = "chain_client_first"


class ChainOneClient(Refusal):
    """A chain has one client. Give this organisation another role."""

    code = "chain_one_client"


class ChainTeamLast(Refusal):
    """Those who do the work stand last. Move this organisation to the end, or give it another
    role."""

    code = "chain_team_last"


class ChainTooLong(Refusal):
    """A chain has {most} links at most. Remove some."""

    code = "chain_too_long"


class ChainShareOutOfRange(Refusal):
    """A share is thousandths of the price, from 0 to {most}. Correct it."""

    code = "chain_share_out_of_range"


class ChainShareMissing(Refusal):
    """It is not said what this organisation keeps of the price. Write 0 if it is nothing."""

    code = "chain_share_missing"


class ChainClientKeepsNothing(Refusal):
    """The client pays the price and keeps nothing of it. Leave this share empty."""

    code = "chain_client_keeps_nothing"


class ChainSharesTooHigh(Refusal):
    """These shares come to {sum} thousandths, and nothing is left for the work. {most} is the most
    that others can keep."""

    code = "chain_shares_too_high"


class ChainSharesDoNotSum(Refusal):
    """With the platform's {platform}, the shares come to {sum} thousandths and not to 1000. Here
    {fits} fits; left empty, it is worked out."""

    code = "chain_shares_do_not_sum"


class ChainMissing(Refusal):
    """The end client is not your organisation, and it is not said who stands between them and the
    workers, with which share of the price. Describe the chain, then publish."""

    code = "chain_missing"


class ChainClientDiffers(Refusal):
    """The chain begins with “{chain}”, and the project names “{client}” as its end client. Make
    both the same."""

    code = "chain_client_differs"


class ChainNotNamed(Refusal):
    """Before a first task of a project its organisations are accepted, and none were named here.
    Its page shows who they are, with the name of their chain."""

    code = "chain_not_named"
    kind = RefusalKind.CONFLICT


class ChainChanged(Refusal):
    """The organisations behind this project have changed since you accepted them. Its page shows
    who they are now; tasks in your hands stay as they are."""

    code = "chain_changed"
    kind = RefusalKind.CONFLICT


class ScriptsAllowedAlready(Refusal):
    """This organisation's pages may run scripts already. Nothing changed."""

    code = "scripts_allowed_already"
    kind = RefusalKind.CONFLICT


class ScriptsNotAllowed(Refusal):
    """Scripts run for organisations that an operator verified. Ask one, or remove the script."""

    code = "scripts_not_allowed"
    kind = RefusalKind.CONFLICT
