"""What running text says, sentence by sentence: its figures, its wording, how it reads."""
