"""Where the words of the concept map stand: terms in, positions out, always the same for the same terms."""
