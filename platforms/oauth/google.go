package oauth

import (
	"context"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Google is the client "Desktop app" of the owner's own project on Google
// (developers.google.com/identity/protocols/oauth2/native-app): any loopback
// port, PKCE, and a secret that Google wants though it does not take it for
// one. It asks for a refresh token each time, as Google gives one only to those
// who ask. server stands for every host of Google, in tests; "" is Google.
func Google(id string, secret data.Secret, server string, scopes ...string) App {
	page, token := "https://accounts.google.com", "https://oauth2.googleapis.com"
	if server != "" {
		page, token = server, server
	}
	return App{
		ID: id, Secret: secret, Scopes: scopes,
		AuthURL: page + "/o/oauth2/v2/auth", TokenURL: token + "/token",
		Extra: map[string]string{"access_type": "offline", "prompt": "consent"},
	}
}

// RenewGoogle is [Caller.Renew] for what a sign-in with [Google] gave. Google
// keeps the refresh token: the same one serves every time.
func RenewGoogle(c *httpx.Client, server string) func(context.Context, Credentials) (Credentials, error) {
	return func(ctx context.Context, held Credentials) (Credentials, error) {
		token, err := Refresh(ctx, RefreshParams{
			App:     Google(held.ID, data.NewSecret(held.Secret), server),
			Refresh: data.NewSecret(held.Refresh), HTTP: Through(c), Clock: c.Clock(),
		})
		if err != nil {
			return Credentials{}, err
		}
		return held.With(token), nil
	}
}
