// Runs every service and the gateway in one Node process; started by the launcher, which sends each one's environment.
