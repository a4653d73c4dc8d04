package rehearsal

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parvis/data"
)

// Consent stands for a person at the page on which a network asks them to
// agree: it signs the account in there and goes back where the page leads.
func Consent(s *Server, a Account) data.OpenLink {
	return s.visit(url.Values{"decision": {"agree"}, "username": {a.Handle}, "password": {a.Password}})
}

// Refuse stands for a person who says no on that page.
func Refuse(s *Server) data.OpenLink { return s.visit(url.Values{"decision": {"refuse"}}) }

// visit opens a page of this server as a browser does and sends its form.
func (s *Server) visit(form url.Values) data.OpenLink {
	return func(page string) error {
		if !strings.HasPrefix(page, s.URL()+"/") {
			return fmt.Errorf("rehearsal: %q is no page of this network", page)
		}
		browser := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second}
		shown, err := browser.Get(page)
		if err != nil {
			return err
		}
		shown.Body.Close()
		if shown.StatusCode != http.StatusOK {
			return fmt.Errorf("rehearsal: the page answers %d", shown.StatusCode)
		}
		end, err := browser.PostForm(page, form)
		if err != nil {
			return err
		}
		end.Body.Close()
		if end.StatusCode != http.StatusOK {
			return errors.New("rehearsal: " + end.Status)
		}
		if end.Request.URL.Host == s.listener.Addr().String() {
			return errors.New("rehearsal: the page leads nowhere, as a portal's does")
		}
		return nil
	}
}
