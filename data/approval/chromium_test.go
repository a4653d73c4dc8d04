//go:build browser

package approval_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/websocket"
)

// patience is how long any one thing may take.
const patience = 30 * time.Second

// chromium is a browser without a window, spoken to over the DevTools protocol.
// Whatever it would ask of a network goes to a proxy that writes it down and
// hangs up.
type chromium struct {
	t         testing.TB
	conn      *websocket.Conn
	downloads string

	mu      sync.Mutex
	last    int
	waiting map[int]chan json.RawMessage
	events  []event
	asked   []string // of the proxy
}

type event struct {
	Session string          `json:"sessionId"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

// launch starts the Chromium at $PARVIS_CHROMIUM and ends it with the test.
func launch(t testing.TB) *chromium {
	t.Helper()
	c := &chromium{t: t, downloads: t.TempDir(), waiting: map[int]chan json.RawMessage{}}
	proxy := c.proxy()
	args := []string{
		"--headless=new", "--remote-debugging-port=0", "--remote-allow-origins=http://127.0.0.1", "--user-data-dir=" + t.TempDir(),
		"--proxy-server=http://" + proxy, "--proxy-bypass-list=<-loopback>",
		"--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--disable-extensions", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars",
	}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // it refuses to start for root otherwise
	}
	run := exec.Command(os.Getenv("PARVIS_CHROMIUM"), append(args, "about:blank")...)
	run.Env = append(os.Environ(), "HOME="+t.TempDir())
	said, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	// Its folders are deleted after this, so it must have stopped writing there.
	t.Cleanup(func() { _ = run.Wait() })
	t.Cleanup(func() {
		stop := time.AfterFunc(patience, func() { _ = run.Process.Kill() })
		c.call("", "Browser.close", nil, nil)
		stop.Stop()
	})
	if c.conn, err = websocket.Dial(address(t, bufio.NewScanner(said)), "", "http://127.0.0.1"); err != nil {
		t.Fatal(err)
	}
	go c.listen()
	c.call("", "Browser.setDownloadBehavior", params{"behavior": "allow", "downloadPath": c.downloads}, nil)
	return c
}

// address waits for the browser to say where it listens.
func address(t testing.TB, lines *bufio.Scanner) string {
	t.Helper()
	var all []string
	for lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "DevTools listening on "); ok {
			go func() {
				for lines.Scan() { // or it would stand still once the pipe is full
				}
			}()
			return at
		}
		all = append(all, lines.Text())
	}
	t.Fatalf("Chromium does not start: %q", all)
	return ""
}

func (c *chromium) proxy() (address string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_ = conn.SetDeadline(time.Now().Add(patience))
			line, _ := bufio.NewReader(conn).ReadString('\n')
			_ = conn.Close()
			c.mu.Lock()
			c.asked = append(c.asked, strings.TrimSpace(line))
			c.mu.Unlock()
		}
	}()
	return l.Addr().String()
}

// askedFor are the requests for a host that came to the proxy.
func (c *chromium) askedFor(host string) (lines []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, line := range c.asked {
		if strings.Contains(line, host) {
			lines = append(lines, line)
		}
	}
	return lines
}

func (c *chromium) listen() {
	for {
		var message struct {
			event
			ID     int             `json:"id"`
			Result json.RawMessage `json:"result"`
			Error  json.RawMessage `json:"error"`
		}
		if websocket.JSON.Receive(c.conn, &message) != nil {
			c.mu.Lock()
			for _, answer := range c.waiting {
				close(answer)
			}
			c.waiting = nil
			c.mu.Unlock()
			return
		}
		c.mu.Lock()
		if answer, ok := c.waiting[message.ID]; ok {
			delete(c.waiting, message.ID)
			if message.Error != nil {
				answer <- append([]byte("error "), message.Error...)
			} else {
				answer <- message.Result
			}
		} else if message.Method != "" {
			c.events = append(c.events, message.event)
		}
		c.mu.Unlock()
	}
}

type params map[string]any

// call asks the browser, or one page of it, and reads its answer.
func (c *chromium) call(session, method string, p params, result any) {
	c.t.Helper()
	if p == nil {
		p = params{}
	}
	answer := make(chan json.RawMessage, 1)
	c.mu.Lock()
	c.last++
	id := c.last
	if c.waiting == nil {
		c.mu.Unlock()
		c.t.Fatalf("%s: Chromium is gone", method)
	}
	c.waiting[id] = answer
	c.mu.Unlock()
	message := params{"id": id, "method": method, "params": p}
	if session != "" {
		message["sessionId"] = session
	}
	if err := websocket.JSON.Send(c.conn, message); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
	select {
	case raw := <-answer:
		if text, failed := strings.CutPrefix(string(raw), "error "); failed {
			c.t.Fatalf("%s: %s", method, text)
		}
		if result == nil {
			return
		}
		if err := json.Unmarshal(raw, result); err != nil {
			c.t.Fatalf("%s: %q: %v", method, raw, err)
		}
	case <-time.After(patience):
		c.t.Fatalf("%s: no answer", method)
	}
}

// tab is one page of the browser.
type tab struct {
	*chromium
	session string
}

// visit opens a file in a tab of its own, with what is to be done before.
func (c *chromium) visit(file string, before ...func(tab)) tab {
	c.t.Helper()
	var target struct{ TargetID string }
	c.call("", "Target.createTarget", params{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	c.call("", "Target.attachToTarget", params{"targetId": target.TargetID, "flatten": true}, &attached)
	p := tab{c, attached.SessionID}
	p.do("Page.enable", nil)
	p.do("Network.enable", nil)
	p.view(1100, 900, false)
	for _, f := range before {
		f(p)
	}
	p.loads(func() { p.do("Page.navigate", params{"url": "file://" + filepath.ToSlash(file)}) })
	return p
}

func (p tab) do(method string, with params) {
	p.t.Helper()
	p.call(p.session, method, with, nil)
}

// loads waits until the page has loaded that an act opens.
func (p tab) loads(act func()) {
	p.t.Helper()
	before := p.count("Page.loadEventFired")
	act()
	p.until("the page loads", func() bool { return p.count("Page.loadEventFired") > before })
}

func (p tab) count(method string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.events {
		if e.Session == p.session && e.Method == method {
			n++
		}
	}
	return n
}

func (p tab) until(what string, done func() bool) {
	p.t.Helper()
	for end := time.Now().Add(patience); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("never: %s", what)
		}
	}
}

// requests are the addresses that the page asked for, whether it got them or not,
// those within the file left out.
func (p tab) requests() (urls []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.events {
		if e.Session != p.session || e.Method != "Network.requestWillBeSent" {
			continue
		}
		var sent struct{ Request struct{ URL string } }
		if json.Unmarshal(e.Params, &sent) != nil || !slices.ContainsFunc([]string{"file:", "data:", "blob:", "about:"}, func(s string) bool {
			return strings.HasPrefix(sent.Request.URL, s)
		}) {
			urls = append(urls, sent.Request.URL)
		}
	}
	return urls
}

// eval gives what an expression of the page is, as JSON does.
func eval[T any](p tab, expression string) T {
	p.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	p.call(p.session, "Runtime.evaluate", params{"expression": expression, "returnByValue": true, "awaitPromise": true}, &answer)
	var value T
	if answer.ExceptionDetails != nil || json.Unmarshal(answer.Result.Value, &value) != nil {
		p.t.Fatalf("%s: %s %s", expression, answer.Result.Value, answer.ExceptionDetails)
	}
	return value
}

// click presses the mouse in the middle of what a selector finds, as a person
// does: what lies above it takes the click.
func (p tab) click(selector string) {
	p.t.Helper()
	at := eval[[]float64](p, fmt.Sprintf(`(() => {
		const e = document.querySelector(%q);
		e.scrollIntoView({block: 'center', behavior: 'instant'});
		const r = e.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2];
	})()`, selector))
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		p.do("Input.dispatchMouseEvent", params{"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1})
	}
}

// press types a key that writes nothing, or one with modifiers: 2 is Ctrl.
func (p tab) press(key string, code, modifiers int) {
	p.t.Helper()
	text := ""
	if key == " " {
		text = " "
	}
	p.do("Input.dispatchKeyEvent", params{"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers, "text": text})
	p.do("Input.dispatchKeyEvent", params{"type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers})
}

// write replaces what stands in a field.
func (p tab) write(selector, text string) {
	p.t.Helper()
	p.click(selector)
	p.do("Input.dispatchKeyEvent", params{"type": "keyDown", "key": "a", "windowsVirtualKeyCode": 65, "modifiers": 2, "commands": []string{"selectAll"}})
	p.do("Input.insertText", params{"text": text})
}

// view sets the size of the window, in CSS pixels.
func (p tab) view(w, h int, phone bool) {
	p.t.Helper()
	p.do("Emulation.setDeviceMetricsOverride", params{"width": w, "height": h, "deviceScaleFactor": 1, "mobile": phone})
}

// picture keeps what the whole page looks like in the folder $PARVIS_PICTURES.
func (p tab) picture(name string) {
	p.t.Helper()
	folder := os.Getenv("PARVIS_PICTURES")
	if folder == "" {
		return
	}
	_ = eval[bool](p, `window.scrollTo(0, 0) === undefined`)
	var shot struct{ Data []byte }
	p.call(p.session, "Page.captureScreenshot", params{"format": "png", "captureBeyondViewport": true}, &shot)
	keep(p.t, filepath.Join(folder, name+".png"), shot.Data)
}

// pdf is the page as it is printed.
func (p tab) pdf() []byte {
	p.t.Helper()
	var printed struct{ Data string }
	p.call(p.session, "Page.printToPDF", params{"printBackground": false, "paperWidth": 8.27, "paperHeight": 11.69}, &printed)
	b, err := base64.StdEncoding.DecodeString(printed.Data)
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

// downloaded waits for a file and takes it out of the folder.
func (c *chromium) downloaded(name string) []byte {
	c.t.Helper()
	path := filepath.Join(c.downloads, name)
	tab{chromium: c}.until("a download of "+name, func() bool {
		_, err := os.Stat(path)
		return err == nil
	})
	b, err := os.ReadFile(path)
	if err == nil {
		err = os.Remove(path)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return b
}

func keep(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
