"""The `ouvrage` command: one file per subcommand, found by name when it is called.

Importing this package is quick and sets up no Django. A command that works on the instance has
Django set up for it just before its own file is imported, so its imports stand at the top.
"""

from ouvrage.cli.group import Command, CommandGroup

COMMANDS = (
    Command(
        "serve", "ouvrage.cli.serve:serve", "Serve the portal, with its jobs, on this machine."
    ),
    Command("jobs", "ouvrage.cli.jobs:jobs", "Run the periodic jobs alone."),
    Command("migrate", "ouvrage.cli.migrate:migrate", "Bring the database to this version."),
    Command("import", "ouvrage.cli.importing:import_file", "Import a file as a batch of tasks."),
    Command("export", "ouvrage.cli.export:export", "Write the labels of a batch to a file."),
    Command("check-books", "ouvrage.cli.check_books:check_books", "Check money and journal."),
    Command(
        "replay-turns",
        "ouvrage.cli.replay_turns:replay_turns",
        "Do the allocation of a batch again from the journal.",
    ),
    Command(
        "createoperator",
        "ouvrage.cli.createoperator:createoperator",
        "Create an account that runs this instance.",
    ),
    Command(
        "rotate-vault-key",
        "ouvrage.cli.rotate_vault_key:rotate_vault_key",
        "Put the vault of identities under a new key.",
    ),
    Command(
        "demo",
        "ouvrage.cli.demo:demo",
        "Build a demonstration from real data and serve it.",
        needs_instance=False,
    ),
)

main = CommandGroup(
    "ouvrage", COMMANDS, help="Microwork done right: small paid tasks, labels to trust."
)
