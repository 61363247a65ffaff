package fetch

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

const bigFile = "https://example.com/big.bin"

func body(n int) []byte { return bytes.Repeat([]byte("0123456789abcdef"), n/16) }

// cut sends a part of what was asked for and breaks the connection.
func cut(bytes int) func(http.ResponseWriter, *http.Request, []byte) bool {
	return func(w http.ResponseWriter, r *http.Request, data []byte) bool {
		from := 0
		w.Header().Set("ETag", etag(data))
		if span := r.Header.Get("Range"); span != "" && r.Header.Get("If-Range") == etag(data) {
			from, _ = strconv.Atoi(strings.Trim(span, "bytes=-"))
			w.Header().Set("Content-Range", "bytes "+strconv.Itoa(from)+"-"+strconv.Itoa(len(data)-1)+"/"+strconv.Itoa(len(data)))
			w.Header().Set("Content-Length", strconv.Itoa(len(data)-from))
			w.WriteHeader(http.StatusPartialContent)
		} else {
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		}
		end := min(from+bytes, len(data))
		_, _ = w.Write(data[from:end])
		if end < len(data) {
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
		return true
	}
}

func held(t *testing.T, o Options, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(o.Out, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCutDownloadGoesOn(t *testing.T) {
	w := newWeb(t)
	data := body(1 << 20)
	w.put("example.com/big.bin", data)
	w.act("example.com/big.bin", cut(100_000))
	o := w.options(t)
	receipt := mustRun(t, urlWish(bigFile), o)
	if !bytes.Equal(held(t, o, "url/example.com/big.bin"), data) {
		t.Fatal("the bytes are not those of the server")
	}
	ranges := 0
	for _, r := range w.asked {
		if r.Header.Get("Range") != "" {
			ranges++
		}
	}
	if ranges < 9 || receipt.Totals.Bytes > int64(len(data)+10_000) {
		t.Errorf("%d ranges, %d bytes", ranges, receipt.Totals.Bytes)
	}
	if left, _ := os.ReadDir(filepath.Join(o.Out, StateFolder, "parts")); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestCutDownloadGoesOnTheNextTime(t *testing.T) {
	w := newWeb(t)
	data := body(1 << 20)
	w.put("example.com/big.bin", data)
	o := w.options(t)
	ctx, stop := context.WithCancel(t.Context())
	slow := cut(300_000)
	w.act("example.com/big.bin", func(rw http.ResponseWriter, r *http.Request, data []byte) bool {
		if r.Header.Get("Range") != "" {
			stop()
			<-r.Context().Done()
			return true
		}
		return slow(rw, r, data)
	})
	_, err := Run(ctx, urlWish(bigFile), o)
	wantCode(t, err, domain.Cancelled, "fetch_stopped")
	w.act("example.com/big.bin", nil)
	w.paths()
	receipt := mustRun(t, urlWish(bigFile), o)
	if !bytes.Equal(held(t, o, "url/example.com/big.bin"), data) || receipt.Totals.New != 1 {
		t.Fatal("the bytes are not those of the server")
	}
	if receipt.Totals.Bytes >= int64(len(data)) {
		t.Errorf("it came whole again: %d bytes", receipt.Totals.Bytes)
	}
}

func TestWhatChangedMeanwhileComesWhole(t *testing.T) {
	for name, lie := range map[string]func(http.ResponseWriter, *http.Request, []byte) bool{
		"another file": func(rw http.ResponseWriter, r *http.Request, data []byte) bool { return false },
		"range of another place": func(rw http.ResponseWriter, r *http.Request, data []byte) bool {
			if r.Header.Get("Range") == "" {
				return false
			}
			rw.Header().Set("Content-Range", "bytes 5-9/10")
			rw.WriteHeader(http.StatusPartialContent)
			_, _ = rw.Write([]byte("56789"))
			return true
		},
		"range is gone": func(rw http.ResponseWriter, r *http.Request, data []byte) bool {
			if r.Header.Get("Range") == "" {
				return false
			}
			rw.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			return true
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWeb(t)
			old, now := body(1<<20), append([]byte("new"), body(1<<19)...)
			w.put("example.com/big.bin", old)
			first := true
			w.act("example.com/big.bin", func(rw http.ResponseWriter, r *http.Request, data []byte) bool {
				if first {
					first = false
					w.put("example.com/big.bin", now)
					return cut(100_000)(rw, r, data)
				}
				return lie(rw, r, data)
			})
			o := w.options(t)
			mustRun(t, urlWish(bigFile), o)
			if !bytes.Equal(held(t, o, "url/example.com/big.bin"), now) {
				t.Error("old and new are mixed")
			}
		})
	}
}

func TestConnectionWithoutAByteIsGivenUpAndGoneOnWith(t *testing.T) {
	w := newWeb(t)
	data := body(1 << 18)
	w.put("example.com/big.bin", data)
	first := true
	w.act("example.com/big.bin", func(rw http.ResponseWriter, r *http.Request, data []byte) bool {
		if !first {
			return false
		}
		first = false
		rw.Header().Set("ETag", etag(data))
		rw.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = rw.Write(data[:1000])
		_ = http.NewResponseController(rw).Flush()
		<-r.Context().Done() // the client has hung up
		return true
	})
	o := w.options(t)
	o.Waits.Stall, o.Waits.Retries = 100*time.Millisecond, 100
	mustRun(t, urlWish(bigFile), o)
	if !bytes.Equal(held(t, o, "url/example.com/big.bin"), data) {
		t.Error("the bytes are not those of the server")
	}
}

func TestSecondFetchBringsNothing(t *testing.T) {
	w := newWeb(t)
	w.put("example.com/big.bin", body(1<<16))
	w.put("example.com/big.bin.sha256", []byte(strings.Repeat("0", 64)))
	o := w.options(t)
	if got := mustRun(t, urlWish(bigFile), o).Totals; got.New != 1 || got.Wrong != 1 || got.Proofs != 1 {
		t.Errorf("%+v", got)
	}
	w.take("example.com/big.bin.sha256")
	if got := mustRun(t, urlWish(bigFile), o).Totals; got.Unchanged != 1 || got.Proofs != 0 {
		t.Errorf("%+v", got)
	}
	if got := files(t, o.Out); len(got) != 1 {
		t.Errorf("%q", got)
	}
	receipt := mustRun(t, urlWish(bigFile), o)
	if receipt.Totals.Unchanged != 1 || receipt.Totals.Bytes != 0 {
		t.Errorf("%+v", receipt.Totals)
	}
}

func TestTooLarge(t *testing.T) {
	endless := func(rw http.ResponseWriter, r *http.Request, _ []byte) bool {
		for {
			if _, err := rw.Write(body(1 << 16)); err != nil {
				return true
			}
		}
	}
	for name, act := range map[string]func(http.ResponseWriter, *http.Request, []byte) bool{"told": nil, "endless": endless} {
		w := newWeb(t)
		w.put("example.com/big.bin", body(1<<21))
		w.act("example.com/big.bin", act)
		o := w.options(t)
		o.Limits.File = 1 << 20
		_, err := Run(t.Context(), urlWish(bigFile), o)
		wantCode(t, err, domain.Untrusted, "fetch_too_large")
		o.Limits = Limits{Total: 1 << 19}
		_, err = Run(t.Context(), urlWish(bigFile), o)
		wantCode(t, err, domain.Untrusted, "fetch_total")
		if left, _ := os.ReadDir(filepath.Join(o.Out, StateFolder, "parts")); len(left) != 0 {
			t.Errorf("%s: left over: %v", name, left)
		}
	}
}
