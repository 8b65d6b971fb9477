"""What the room keeps about people, and what the packages under it do."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.base.words import N_

TABLES: Register = {
    "Person": Personal(
        area="profile",
        reached=("id",),
        after=After.EMPTIED,
        empties=("name", "languages_worked", "last_login"),
        why=N_("A code without name or address stays, so that answers and payments add up."),
        hidden=("password", "logouts"),
    ),
    "Organisation": Impersonal("a legal person; who acts for it is in memberships"),
    "Membership": Personal(
        area="organisations",
        reached=("person_id",),
        after=After.GONE,
        beside=("organisation__name",),
    ),
    "ApiKey": Personal(
        area="keys",
        reached=("created_by_id",),
        after=After.KEPT,
        why=N_("A key belongs to its organisation, which sees a code in place of a name."),
        hidden=("digest",),
    ),
    "Secret": Personal(
        area="vault",
        reached=("person_id",),
        after=After.GONE,
        hidden=("sealed",),
    ),
    "StatusPeriod": Personal(
        area="statuses",
        reached=("person_id",),
        after=After.EMPTIED,
        empties=("words",),
        why=N_("The status of paid work stays with its payments, for the collectors and the law."),
    ),
    "StatusRegistration": Personal(
        area="registrations", reached=("person_id",), after=After.GONE, hidden=("code",)
    ),
    "StatusOffer": Personal(area="status_offers", reached=("person_id",), after=After.GONE),
    "ContractVersion": Impersonal("texts of the contract, the same for everybody"),
    "ContractAcceptance": Personal(
        area="contracts",
        reached=("person_id",),
        after=After.KEPT,
        why=N_("The contract that paid work was done under stays with its payments."),
    ),
    "ChainLink": Impersonal("legal persons in the chain behind a project"),
    "account.EmailAddress": Personal(area="addresses", reached=("user_id",), after=After.GONE),
    "account.EmailConfirmation": Personal(
        area="addresses_confirmed",
        reached=("email_address__user_id",),
        after=After.GONE,
        hidden=("key",),
    ),
    "auth.Permission": Impersonal("Django's own; unused"),
    "auth.Group": Impersonal("Django's own; unused"),
    "auth.Group_permissions": Impersonal("Django's own; unused"),
    "contenttypes.ContentType": Impersonal("names of tables"),
}
