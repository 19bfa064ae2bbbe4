"""The audit room: what is recorded, and that nothing recorded can change unseen."""
