"""We are the relay: Seoul and Tokyo leave files for Suva, which is down."""
