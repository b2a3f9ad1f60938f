"""The press room: sheets by themselves, for one practice (`handbook handout`) or for many (`handbook press`)."""
