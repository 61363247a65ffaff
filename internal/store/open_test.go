package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"fenceline/internal/domain"
)

// oneMap is an engine of a single map, enough to open a store on.
type oneMap struct {
	items    map[string]Change
	readOnly bool
}

func (m *oneMap) Limits() Limits { return DefaultLimits() }
func (m *oneMap) Close() error   { return nil }

func (m *oneMap) View(ctx context.Context, fn func(Reader) error) error {
	return fn(NewTransaction(ctx, m, m.Limits()))
}

func (m *oneMap) Update(ctx context.Context, fn func(Writer) error) error {
	if m.readOnly {
		return &domain.Error{Kind: domain.Busy, Code: CodeStoreReadOnly}
	}
	t := NewTransaction(ctx, m, m.Limits())
	if err := fn(t); err != nil {
		return err
	}
	changes, err := t.Changes()
	for _, c := range changes {
		m.items[c.Key] = c
		if c.Gone {
			delete(m.items, c.Key)
		}
	}
	return err
}

func (m *oneMap) Get(key string) ([]byte, error) {
	if c, ok := m.items[key]; ok {
		return Owned(c.Value), nil
	}
	return nil, nil
}

func (m *oneMap) Scan(from, to string, _ bool) func() (Item, bool, error) {
	for key, c := range m.items {
		if key >= from && (to == "" || key < to) {
			return func() (Item, bool, error) { return Item{Key: key, Value: c.Value}, true, nil }
		}
	}
	return func() (Item, bool, error) { return Item{}, false, nil }
}

func newMap() *oneMap { return &oneMap{items: map[string]Change{}} }

func TestOpen(t *testing.T) {
	ctx := context.Background()
	put := func(m *oneMap, key, value string) { m.items[key] = Change{Key: key, Value: []byte(value)} }
	tests := []struct {
		name string
		have func(m *oneMap)
		kind domain.Kind
		code domain.Code
	}{
		{"new", func(*oneMap) {}, "", ""},
		{"own", func(m *oneMap) { put(m, keySchema, fmt.Sprintf(`{"schema":%d,"program":"Fenceline 0.1"}`, Schema)) }, "", ""},
		{"newer", func(m *oneMap) { put(m, keySchema, `{"schema":9,"program":"Fenceline 7.0"}`) }, domain.Unsupported, CodeNewerStore},
		{"newer, with more fields", func(m *oneMap) { put(m, keySchema, `{"schema":9,"program":"Fenceline 7.0","new":true}`) }, domain.Unsupported, CodeNewerStore},
		{"not a store", func(m *oneMap) { put(m, "else", "1") }, domain.Unsupported, CodeNotAStore},
		{"spoiled", func(m *oneMap) { put(m, keySchema, "{") }, domain.Corrupt, CodeCorruptRecord},
		{"empty and read only", func(m *oneMap) { m.readOnly = true }, domain.Unsupported, CodeNotAStore},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newMap()
			tt.have(m)
			s := New(m)
			s.Program = "Fenceline 0.1"
			err := s.Open(ctx)
			if domain.KindOf(err) != tt.kind {
				t.Fatalf("error is %v, want kind %q", err, tt.kind)
			}
			var e *domain.Error
			if errors.As(err, &e) && e.Code != tt.code {
				t.Errorf("code is %q, want %q", e.Code, tt.code)
			}
			if tt.code == CodeNewerStore && (e.Params["have"] != "9" || e.Params["want"] != fmt.Sprint(Schema) || e.Params["program"] != "Fenceline 7.0") {
				t.Errorf("parameters are %v", e.Params)
			}
			if err == nil {
				if got := string(m.items[keySchema].Value); got != fmt.Sprintf(`{"schema":%d,"program":"Fenceline 0.1"}`, Schema) {
					t.Errorf("the store is marked %s", got)
				}
			}
		})
	}
}

// migrating is a store of schema 1 with steps to 3 that note their runs.
func migrating(m *oneMap, ran *[]string, fail int) *Store {
	s := New(m)
	s.Program = "Fenceline 3"
	for _, to := range []int{2, 3} {
		s.steps = append(s.steps, migration{to: to, run: func(ctx context.Context, s *Store) error {
			*ran = append(*ran, fmt.Sprint("step ", to))
			if to == fail {
				return errors.New("no room")
			}
			return nil
		}})
	}
	s.BackupBefore = func(context.Context) error {
		*ran = append(*ran, "backup")
		return nil
	}
	return s
}

func TestMigrate(t *testing.T) {
	ctx := context.Background()
	m := newMap()
	if err := New(m).mark(ctx, 1); err != nil {
		t.Fatal(err)
	}
	var ran []string

	without := migrating(m, &ran, 0)
	without.BackupBefore = nil
	if err := without.Open(ctx); !domain.Is(err, domain.Unsupported) {
		t.Fatalf("without a backup: %v, want kind Unsupported", err)
	}
	refusing := migrating(m, &ran, 0)
	refusing.BackupBefore = func(context.Context) error { return errors.New("stick is full") }
	if err := refusing.Open(ctx); err == nil {
		t.Fatal("a failed backup does not end the opening")
	}
	if len(ran) != 0 {
		t.Fatalf("steps were run without a backup: %q", ran)
	}

	if err := migrating(m, &ran, 3).Open(ctx); err == nil {
		t.Fatal("a failed step does not end the opening")
	}
	wantRuns(t, ran, "backup", "step 2", "step 3")
	ran = nil
	if err := migrating(m, &ran, 0).Open(ctx); err != nil {
		t.Fatal(err)
	}
	wantRuns(t, ran, "backup", "step 3") // step 2 was done
	ran = nil
	if err := migrating(m, &ran, 0).Open(ctx); err != nil {
		t.Fatal(err)
	}
	wantRuns(t, ran)
	if err := New(m).Open(ctx); !domain.Is(err, domain.Unsupported) {
		t.Errorf("the older program opens it: %v", err)
	}
}

func TestMigrationWithAGap(t *testing.T) {
	ctx := context.Background()
	m := newMap()
	if err := New(m).mark(ctx, 1); err != nil {
		t.Fatal(err)
	}
	var ran []string
	s := migrating(m, &ran, 0)
	s.steps = s.steps[1:]
	if err := s.Open(ctx); !domain.Is(err, domain.Internal) {
		t.Errorf("a gap in the steps: %v, want kind Internal", err)
	}
}

func TestMigrationsEndWithSchema(t *testing.T) {
	for i, m := range migrations {
		if m.to != Schema-len(migrations)+i+1 {
			t.Errorf("migration %d leads to %d", i, m.to)
		}
	}
}

func wantRuns(t *testing.T, got []string, want ...string) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("runs are %q, want %q", got, want)
	}
}
