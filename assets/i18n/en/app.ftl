# Texts of the room.
