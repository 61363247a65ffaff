package fetch

import (
	"context"
	"net/url"
	"strings"
	"testing"
)

func contextThatStops(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithCancel(t.Context())
}

// FuzzLists reads any bytes as every sort of list: whatever a list names is at an
// address that may be asked, or is told as trouble.
func FuzzLists(f *testing.F) {
	seeds := []string{
		`{"feed":{"id":"x","entry":[{"id":"A","updated":"2026-01-01T10:00:00Z","content":{"src":"https://example.com/a.json"},"link":[{"rel":"self","href":"a.json"},{"rel":"hash","href":"a.json.sha256"},{"rel":"signature","href":"a.json.asc"}]}]}}`,
		"\"2025/a.json\",\"2026-01-01T10:00:00Z\"\n\"2025/b.json\",\"2026-01-01T10:00:00Z\"\n",
		"2025/a.json\r\n2025/b.json\r\n../c.json\n",
	}
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := newClient(Options{}.filled())
		if err != nil {
			t.Fatal(err)
		}
		base := &url.URL{Scheme: "https", Host: "example.com", Path: "/csaf/"}
		x := &fetcher{o: Options{}.filled(), c: c}
		for which, read := range map[string]func(*url.URL, []byte) ([]item, error){"feed": x.entries, "changes": x.changes, "index": x.index} {
			items, _ := read(base, data)
			for _, it := range items {
				if it.at == nil {
					t.Fatalf("%s: an item without an address", which)
				}
				if it.trouble != nil {
					continue
				}
				if it.at.Scheme != "https" || it.at.User != nil || it.at.Hostname() == "" {
					t.Fatalf("%s: %s would be asked", which, it.at)
				}
				if which != "feed" && (it.at.Host != "example.com" || !strings.HasPrefix(it.at.Path, "/csaf/")) {
					t.Fatalf("%s: %s leads out of the folder", which, it.at)
				}
			}
		}
	})
}
