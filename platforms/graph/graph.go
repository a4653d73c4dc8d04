// Package graph speaks the dialect that the networks of Meta share: the Graph
// API's lists, errors and long-lived tokens, and the containers in which
// Instagram and Threads put together what they then publish, once.
package graph

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"parvis/data"
	"parvis/platforms/httpx"
)

// API makes the requests of one account.
type API struct {
	Network string // how failures call it: "instagram"
	Clock   data.Clock
	// Send makes a request with the account's token and returns the answer, or
	// the failure that it means.
	Send func(context.Context, Call) (*httpx.Response, error)
}

// Call is one request.
type Call struct {
	Op        string
	Method    string
	Path      string     // below the version, as "/me"
	Fields    url.Values // of a POST the form, else the query
	Publishes bool       // carrying it out twice would be wrong
}

// Request is the call with base in front of its path, without a token.
func (c Call) Request(base string) httpx.Request {
	r := httpx.Request{Op: c.Op, Method: c.Method, URL: base + c.Path, Publishes: c.Publishes}
	switch {
	case c.Method == http.MethodPost:
		r.Header, r.Body = FormHeader(), []byte(c.Fields.Encode())
	case len(c.Fields) > 0:
		r.URL += "?" + c.Fields.Encode()
	}
	return r
}

// FormHeader is the header of a request that sends a form.
func FormHeader() http.Header {
	return http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
}

// Get reads an answer into v.
func (a API) Get(ctx context.Context, op, path string, query url.Values, v any) error {
	resp, err := a.Send(ctx, Call{Op: op, Method: http.MethodGet, Path: path, Fields: query})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// Post sends a form that may be sent again.
func (a API) Post(ctx context.Context, op, path string, form url.Values) (*httpx.Response, error) {
	return a.Send(ctx, Call{Op: op, Method: http.MethodPost, Path: path, Fields: form})
}

// Made sends a form and returns the id of what it made. publishes: carrying it
// out twice would be wrong.
func (a API) Made(ctx context.Context, op, path string, form url.Values, publishes bool) (string, error) {
	resp, err := a.Send(ctx, Call{Op: op, Method: http.MethodPost, Path: path, Fields: form, Publishes: publishes})
	if err != nil {
		return "", err
	}
	var out struct{ ID string }
	if err := resp.JSON(op, &out); err != nil {
		return "", err
	}
	if !IsID(out.ID) {
		return "", resp.Malformed(op, errors.New("no id"))
	}
	return out.ID, nil
}

// Remove deletes an object of the network.
func (a API) Remove(ctx context.Context, op, id string) error {
	resp, err := a.Send(ctx, Call{Op: op, Method: http.MethodDelete, Path: "/" + id})
	if err != nil {
		return err
	}
	return Done(op, resp)
}

// Done checks an answer that says nothing but that it was done.
func Done(op string, resp *httpx.Response) error {
	var out struct{ Success bool }
	if err := resp.JSON(op, &out); err != nil {
		return err
	}
	if !out.Success {
		return resp.Malformed(op, errors.New("no success"))
	}
	return nil
}

// Page is one page of a list. Items are decoded one by one, so that a bad one
// spoils no other (R46).
type Page struct {
	Data   []json.RawMessage
	Paging struct {
		Cursors struct{ After string }
		Next    string
	}
}

// Next is the cursor with which the list goes on, "" at its end. The address in
// Paging carries the token and is never followed.
func (p Page) Next() string {
	if p.Paging.Next == "" {
		return ""
	}
	return p.Paging.Cursors.After
}

// Page reads one page of a list, after the cursor of the page before, "" for the
// first.
func (a API) Page(ctx context.Context, op, path string, query url.Values, after string) (Page, error) {
	if after != "" {
		query.Set("after", after)
	}
	resp, err := a.Send(ctx, Call{Op: op, Method: http.MethodGet, Path: path, Fields: query})
	if err != nil {
		return Page{}, err
	}
	return ReadPage(op, resp)
}

// ReadPage reads the answer to a reading of a list.
func ReadPage(op string, resp *httpx.Response) (Page, error) {
	var p Page
	if err := resp.JSON(op, &p); err != nil {
		return Page{}, err
	}
	if p.Data == nil {
		return Page{}, resp.Malformed(op, errors.New("no list"))
	}
	return p, nil
}

// IsID tells whether a text is the id of an object: a number.
func IsID(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}
