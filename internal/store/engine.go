package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"fenceline/internal/domain"
)

// Engine is an ordered map from keys to values with transactions. The promises
// written here are tests of package store/storetest.
type Engine interface {
	// View runs fn once on an unchanging picture of the map. Many views run
	// side by side and beside an update.
	View(ctx context.Context, fn func(Reader) error) error

	// Update runs fn and keeps what it wrote if, and only if, fn returns nil,
	// ctx is not done and the limits hold; the caller may rely on it being
	// durable then. Updates happen one after the other. fn may run more than
	// once; only the last run counts.
	Update(ctx context.Context, fn func(Writer) error) error

	// Limits tells how much fits into a key, a value and a transaction.
	Limits() Limits

	// Close waits for running transactions and releases the map. Everything
	// after it fails with kind Storage.
	Close() error
}

// Reader reads inside a transaction. It must not be used after the closure it
// was given to has returned, nor by two goroutines at once. Slices it returns
// are the caller's own.
type Reader interface {
	// Get returns the value under key; an absent key is an error of kind
	// NotFound, an empty value is a value.
	Get(key string) ([]byte, error)

	// GetMany returns one value for each key, in order, nil where the key is
	// absent: one round trip on a remote engine.
	GetMany(keys []string) ([][]byte, error)

	// Scan yields the items of the range in the byte order of their keys. An
	// error is yielded once, as the last pair, and never swallowed. The loop
	// body may read and write: items past the current one appear as they then
	// are.
	Scan(r Range) iter.Seq2[Item, error]
}

// Writer reads and writes inside an update; reads see what was written before
// in the same run of the closure.
type Writer interface {
	Reader
	// Put sets the value of key; the engine keeps its own copy.
	Put(key string, value []byte) error
	// Delete removes key; removing what is not there is no error.
	Delete(key string) error
}

// Backuper is an engine that can write a consistent copy of itself while it is
// in use.
type Backuper interface {
	Backup(w io.Writer) error
}

// Checker is an engine that can verify its own structure.
type Checker interface {
	// Check reads everything and reports damage as kind Corrupt.
	Check(ctx context.Context) error
}

// Item is one key with its value.
type Item struct {
	Key   string
	Value []byte
}

// Range selects keys that start with Prefix and lie in [From, To). Empty From
// and To do not bound. Limit 0 means all.
type Range struct {
	Prefix  string
	From    string
	To      string
	Reverse bool
	Limit   int
}

// Bounds gives the half-open interval [from, to) of keys the range selects; an
// empty to means no upper bound.
func (r Range) Bounds() (from, to string) {
	from, to = max(r.From, r.Prefix), r.To
	if end := prefixEnd(r.Prefix); end != "" && (to == "" || end < to) {
		to = end
	}
	return from, to
}

// prefixEnd is the smallest string greater than all strings with the prefix,
// or "" where there is none.
func prefixEnd(prefix string) string {
	trimmed := prefix
	for strings.HasSuffix(trimmed, "\xff") {
		trimmed = trimmed[:len(trimmed)-1]
	}
	if trimmed == "" {
		return ""
	}
	last := len(trimmed) - 1
	return trimmed[:last] + string([]byte{trimmed[last] + 1})
}

// Limits bound what an engine takes. A put counts the bytes of its key and
// value, a delete those of its key; both count as one key, also when the same
// key comes twice.
type Limits struct {
	Key   int // bytes of a key
	Value int // bytes of a value
	Bytes int // bytes written in a transaction
	Keys  int // puts and deletes in a transaction
}

// DefaultLimits are those the suite enforces and every engine can hold.
func DefaultLimits() Limits {
	return Limits{Key: 1 << 10, Value: 64 << 10, Bytes: 1 << 20, Keys: 2000}
}

// OrDefault fills fields that are zero from [DefaultLimits].
func (l Limits) OrDefault() Limits {
	d := DefaultLimits()
	if l.Key == 0 {
		l.Key = d.Key
	}
	if l.Value == 0 {
		l.Value = d.Value
	}
	if l.Bytes == 0 {
		l.Bytes = d.Bytes
	}
	if l.Keys == 0 {
		l.Keys = d.Keys
	}
	return l
}

// ErrTooLarge is the cause of the error for a key, value or transaction beyond
// the engine's [Limits].
var ErrTooLarge = errors.New("beyond the limits of a transaction")

// Meter counts what one run of an update has written; engines call it before
// each write.
type Meter struct {
	Limits Limits
	Keys   int
	Bytes  int
}

// Put counts a put, or refuses it with [ErrTooLarge].
func (m *Meter) Put(key string, value []byte) error {
	if len(value) > m.Limits.Value {
		return tooLarge("value", key, len(value), m.Limits.Value)
	}
	return m.count(key, len(key)+len(value))
}

// Delete counts a delete, or refuses it with [ErrTooLarge].
func (m *Meter) Delete(key string) error { return m.count(key, len(key)) }

func (m *Meter) count(key string, bytes int) error {
	if err := CheckKey(key, m.Limits); err != nil {
		return err
	}
	if m.Keys+1 > m.Limits.Keys {
		return tooLarge("keys", key, m.Keys+1, m.Limits.Keys)
	}
	if m.Bytes+bytes > m.Limits.Bytes {
		return tooLarge("bytes", key, m.Bytes+bytes, m.Limits.Bytes)
	}
	m.Keys++
	m.Bytes += bytes
	return nil
}

// CheckKey refuses keys that are empty or too long to be stored.
func CheckKey(key string, l Limits) error {
	if key == "" {
		return &domain.Error{Kind: domain.Internal, Op: "write key", Err: errors.New("the key is empty")}
	}
	if len(key) > l.Key {
		return tooLarge("key", key[:64], len(key), l.Key)
	}
	return nil
}

func tooLarge(what, key string, have, limit int) error {
	return &domain.Error{
		Kind: domain.Internal, Op: "write", Subject: key, Code: CodeTooLarge,
		Params: domain.Params{"what": what, "have": fmt.Sprint(have), "limit": fmt.Sprint(limit)},
		Err:    fmt.Errorf("%s %d, limit %d: %w", what, have, limit, ErrTooLarge),
	}
}
