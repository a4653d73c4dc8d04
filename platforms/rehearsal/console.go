package rehearsal

// console is a dialect whose network gives out tokens on a page of its own.
type console interface {
	// token is called with the server's lock held.
	token(handle string, scopes []string) string
}

// Token is a token for the account with these permissions, as the network's own
// console gives it to be pasted elsewhere. It is "" where there is no such
// account or console.
func (s *Server) Token(handle string, scopes ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.dialect.(console)
	if !ok {
		return ""
	}
	return c.token(handle, scopes)
}
