// the server's tests
