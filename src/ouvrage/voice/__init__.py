"""What is said between people and the instance: messages to workers, questions to requesters."""
