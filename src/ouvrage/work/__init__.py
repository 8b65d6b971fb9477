"""Projects, instructions, batches, tasks, assignments, drafts and submissions."""
