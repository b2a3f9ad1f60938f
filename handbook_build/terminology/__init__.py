"""Finding the forms of terms in running text, and deciding which uses become links."""
