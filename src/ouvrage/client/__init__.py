"""Ouvrage from a program or a notebook: send a file of items, get labels.

    from ouvrage.client import Client
    client = Client()  # OUVRAGE_URL and OUVRAGE_API_KEY, or Client("https://…", "ouv_…")
    project = client.projects.create(
        title="Which digit do you read?",
        purpose="Check a reader of forms",
        end_client="City archive",
        ai_function="verification",
        data_categories=["public_text"],
        contact="archive@example.org",
        languages=["en"],
        preset="image_classification",
        question="Which digit do you read?",
        options=["0", "1", "2"],
        reward="0.021",
        time_estimate_seconds=4,
        answers_per_task=3,
        instructions={"goal": "Choose the digit you read.", "steps": [...], ...},
    )
    client.media.upload(project, "scans/")
    batch = client.batches.create(project, "digits.csv", media=["image"])
    print(batch.quote().total)
    batch.wait(progress=True).labels(format="frame")

Everything that may be asked twice is safe to ask twice: each creating call carries a key made once,
so a retry after a lost answer finds the first result. Amounts are exact (`decimal.Decimal`).
"""

from ouvrage.client.batches import Batch, Batches
from ouvrage.client.errors import Fault, OuvrageError, OuvrageTimeout
from ouvrage.client.media import Media
from ouvrage.client.portal import Client
from ouvrage.client.projects import Project, Projects, ProjectSummary
from ouvrage.client.records import Balance, Movement, PulledTask, Quote, Run, Submission, Task

__all__ = [
    "Balance",
    "Batch",
    "Batches",
    "Client",
    "Fault",
    "Media",
    "Movement",
    "OuvrageError",
    "OuvrageTimeout",
    "Project",
    "ProjectSummary",
    "Projects",
    "PulledTask",
    "Quote",
    "Run",
    "Submission",
    "Task",
]
