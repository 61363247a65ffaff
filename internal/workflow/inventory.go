package workflow

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/ingest/sbom"
	"fenceline/internal/store"
)

// slotSoftware is the inventory an SBOM replaces when nobody names another;
// slotStated is what a person typed about the device itself.
const (
	slotSoftware = "software"
	slotStated   = "stated"
)

// ImportSBOM makes the document at path the newest inventory of an asset, in the
// slot ("" is "software"; an asset may have several: its system, an application,
// firmware). It replaces what the slot held before and never appends. The same
// bytes again write nothing. Errors: NotFound (asset), Invalid or Unsupported
// (not an SBOM, with the place and what it is), Storage.
func (d *Desk) ImportSBOM(ctx context.Context, asset, path, slot string) (domain.SnapshotView, error) {
	var doc *ingest.Document
	err := ingest.Walk(ctx, path, ingest.DefaultLimits(), func(one ingest.Document, err error) error {
		if err != nil {
			return err
		}
		if doc != nil {
			return &domain.Error{Kind: domain.Invalid, Op: "import sbom", Subject: path, Code: "more_than_one_document"}
		}
		doc = &one
		return nil
	})
	if err != nil {
		return domain.SnapshotView{}, err
	}
	if doc == nil {
		return domain.SnapshotView{}, &domain.Error{Kind: domain.NotFound, Op: "import sbom", Subject: path, Code: "no_document"}
	}
	doc.File = filepath.Base(path)
	return d.importInventory(ctx, asset, slot, *doc)
}

// importSBOMFS does the same for a document that is part of the program.
func (d *Desk) importSBOMFS(ctx context.Context, asset string, tree fs.FS, path string) (domain.SnapshotView, error) {
	data, err := fs.ReadFile(tree, path)
	if err != nil {
		return domain.SnapshotView{}, err
	}
	sum := sha256.Sum256(data)
	doc := ingest.Document{File: filepath.Base(path), Format: ingest.Recognise(path, data), Size: int64(len(data)), Digest: hex.EncodeToString(sum[:]), Data: data}
	return d.importInventory(ctx, asset, "", doc)
}

func (d *Desk) importInventory(ctx context.Context, asset, slot string, doc ingest.Document) (domain.SnapshotView, error) {
	done, err := d.writer()
	if err != nil {
		return domain.SnapshotView{}, err
	}
	defer done()
	if slot == "" {
		slot = slotSoftware
	}
	if slot == slotStated || strings.ContainsAny(slot, "/\\\x00") {
		return domain.SnapshotView{}, &domain.Error{Kind: domain.Invalid, Op: "import sbom", Subject: slot, Code: "slot_name"}
	}
	a, err := d.findAsset(ctx, asset)
	if err != nil {
		return domain.SnapshotView{}, err
	}
	view, err := d.putInventory(ctx, a, slot, doc)
	if err != nil {
		return view, err
	}
	view.Effect, err = d.settle(ctx, func(domain.Progress) {})
	return view, err
}

// putInventory decodes a document, keeps its bytes, and prepares the asset's
// next inventory; settle makes it count together with its findings.
func (d *Desk) putInventory(ctx context.Context, a domain.Asset, slot string, doc ingest.Document) (domain.SnapshotView, error) {
	return d.putPart(ctx, a, part{slot: slot}, doc, func() (domain.Snapshot, error) { return decodeInventory(doc, 0, "") })
}

// part is one machine's share of a document.
type part struct {
	slot  string
	index int    // which machine of the document
	os    string // the distribution a person stated
}

// putPart is putInventory for a document that may speak of several machines.
func (d *Desk) putPart(ctx context.Context, a domain.Asset, p part, doc ingest.Document, decode func() (domain.Snapshot, error)) (domain.SnapshotView, error) {
	var cur store.Current
	person := ""
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if cur, err = nextCurrent(r, a.ID); err != nil {
			return err
		}
		person, err = d.person(r)
		return err
	})
	if err != nil {
		return domain.SnapshotView{}, err
	}
	for _, s := range cur.Snapshots {
		if s.Current && s.Slot == p.slot && s.Digest == doc.Digest && s.OS == p.os {
			return s, nil // the same bytes: nothing to write
		}
	}
	id, err := d.ids.next()
	if err != nil {
		return domain.SnapshotView{}, err
	}
	arrival := store.Arrival{ID: id, Digest: doc.Digest, Size: doc.Size, Format: doc.Format, File: doc.File,
		At: d.now().UTC(), By: person, Badge: domain.BadgeUnchecked, Asset: a.ID, Slot: p.slot, Part: p.index, OS: p.os}
	snapshot, err := decode()
	if err != nil {
		return domain.SnapshotView{}, err
	}
	if snapshot.Census.Identifiable == 0 && doc.Format != domain.FormatStated {
		// What names nothing proves nothing gone: it would close every target.
		return domain.SnapshotView{}, &domain.Error{Kind: domain.Invalid, Op: "import sbom", Subject: doc.File, Code: "inventory_names_nothing",
			Params: domain.Params{"n": strconv.Itoa(snapshot.Census.Read)}}
	}
	if err := d.store.PutOriginal(ctx, doc.Digest, doc.Data); err != nil {
		return domain.SnapshotView{}, err
	}
	doubles, err := d.sameElsewhere(ctx, &arrival)
	if err != nil {
		return domain.SnapshotView{}, err
	}
	view, err := d.applyInventory(ctx, arrival, snapshot, cur, true)
	view.Warnings = append(doubles, view.Warnings...)
	if view.Stale {
		view.Warnings = append([]domain.Warning{staleInventory(&view, &cur)}, view.Warnings...)
	}
	return view, err
}

// decodeInventory reads an inventory, or what a person stated about a device. Of
// a document that speaks of several machines it is the one of that index.
func decodeInventory(doc ingest.Document, index int, os string) (domain.Snapshot, error) {
	var got domain.Snapshot
	if doc.Format == domain.FormatStated {
		return decodeStated(doc.Data)
	}
	if inventoryFormats[doc.Format] {
		all, err := decodeMachines(doc, os)
		if err != nil {
			return got, err
		}
		if index >= len(all) {
			return got, &domain.Error{Kind: domain.Corrupt, Op: "read inventory", Subject: doc.File, Code: "original_lost"}
		}
		return all[index], nil
	}
	err := sbom.Decode(bytes.NewReader(doc.Data), func(item domain.Item) error {
		if s, ok := item.(domain.Snapshot); ok {
			got = s
		}
		return nil
	})
	if err != nil {
		if e := asError(err, doc.File); e.Subject == "" {
			e.Subject = doc.File
		}
	}
	return got, err
}

// nextCurrent is the asset's state with an inventory that waits to be matched
// already counted in.
func nextCurrent(r *store.Read, asset string) (store.Current, error) {
	pending, err := r.Pending("asset", asset)
	if err == nil && pending.Next != nil {
		return *pending.Next, nil
	}
	if err != nil && !domain.Is(err, domain.NotFound) {
		return store.Current{}, err
	}
	return r.Current(asset)
}

// applyInventory writes the components of one slot beside those of the asset's
// other slots as a new generation, and notes that it waits to be matched.
func (d *Desk) applyInventory(ctx context.Context, arrival store.Arrival, snapshot domain.Snapshot, cur store.Current, arrived bool) (domain.SnapshotView, error) {
	var before []domain.Held
	var flipped store.Current
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if flipped, err = r.Current(arrival.Asset); err != nil {
			return err
		}
		before, err = r.Inventory(arrival.Asset, cur.Inventory)
		return err
	})
	if err != nil {
		return domain.SnapshotView{}, err
	}
	held := holdOn(arrival, snapshot.Components, before)
	view := domain.SnapshotView{Digest: arrival.Digest, Format: snapshot.Format, Spec: snapshot.Spec, File: arrival.File, Serial: snapshot.Serial, Slot: arrival.Slot, OS: arrival.OS,
		At: arrival.At, By: arrival.By, Taken: snapshot.Taken, Restart: snapshot.Restart, Census: snapshot.Census, Current: true, Warnings: firstWarnings(snapshot.Warnings, 20)}
	if view.Restart != nil {
		view.Restart.At = arrival.At
	}
	next := cur
	next.Asset = arrival.Asset
	next.Snapshots = slices.Clone(cur.Snapshots)
	for i := range next.Snapshots {
		if next.Snapshots[i].Slot == arrival.Slot {
			view.Stale = view.Stale || next.Snapshots[i].Current && !view.Taken.IsZero() && view.Taken.Before(next.Snapshots[i].Taken)
			next.Snapshots[i].Current = false
			next.Snapshots[i].Warnings = nil // the newest one's are shown; the bytes are kept
		}
	}
	next.Snapshots = append(next.Snapshots, view)
	if len(next.Snapshots) > 60 { // older ones stay in the arrivals
		next.Snapshots = next.Snapshots[len(next.Snapshots)-60:]
	}
	tally(&next, held)
	if next.Inventory, err = generation(held); err != nil {
		return view, err
	}
	if next.Inventory != cur.Inventory {
		if err := d.store.WriteInventory(ctx, arrival.Asset, next.Inventory, held); err != nil {
			return view, err
		}
		keys := keysOf(held)
		put := func(w *store.Write, key domain.PackageKey) error { return w.PutHolder(key, arrival.Asset) }
		if err := inSteps(ctx, d.store, keys, put); err != nil {
			return view, err
		}
	}
	e := d.event(arrival.By, "inventory.import", arrival.Asset)
	e.After = arrival.File + " " + arrival.Digest
	err = d.store.Update(ctx, func(w *store.Write) error {
		if arrived {
			if err := w.PutArrival(arrival); err != nil {
				return err
			}
			if err := w.AppendEvent(e); err != nil {
				return err
			}
		}
		return w.PutPending("asset", arrival.Asset, store.Pending{Asset: arrival.Asset, Next: &next})
	})
	if err != nil || cur.Inventory == flipped.Inventory {
		return view, err
	}
	// An inventory that waited to be matched has a successor already.
	return view, d.dropInventory(ctx, arrival.Asset, cur.Inventory, next.Inventory, held)
}

func firstWarnings(all []domain.Warning, n int) []domain.Warning {
	if len(all) > n {
		return all[:n]
	}
	return all
}

// holdOn gives the slot's components their ids and the instant they were first
// seen, and puts those of the other slots beside them.
func holdOn(arrival store.Arrival, components []domain.Component, before []domain.Held) []domain.Held {
	seen := make(map[string]domain.Held, len(before))
	var held []domain.Held
	for _, h := range before {
		if h.Slot == arrival.Slot {
			seen[h.ID] = h
		} else {
			held = append(held, h)
		}
	}
	sorted := slices.Clone(components)
	slices.SortStableFunc(sorted, func(a, b domain.Component) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Name, b.Name), cmp.Compare(placeOf(&a), placeOf(&b)), cmp.Compare(a.Version, b.Version))
	})
	copies := map[string]int{}
	for _, c := range sorted {
		base := componentBase(arrival.Asset, arrival.Slot, &c)
		c.ID = componentID(base, copies[base])
		copies[base]++
		h := domain.Held{Component: c, FirstSeen: arrival.At, Slot: arrival.Slot}
		if old, ok := seen[c.ID]; ok {
			h.FirstSeen, h.VersionSeen = old.FirstSeen, old.VersionSeen
			if old.Version != c.Version {
				h.VersionSeen = arrival.At
			}
		}
		held = append(held, h)
	}
	slices.SortFunc(held, func(a, b domain.Held) int { return cmp.Compare(a.ID, b.ID) })
	return held
}

// placeOf is the place of a component as far as it is part of its identity: a
// path. References inside a document often hold the version and change with it.
func placeOf(c *domain.Component) string {
	if strings.HasPrefix(c.Place, "/") || strings.Contains(c.Place, `:\`) {
		return c.Place
	}
	return ""
}

func componentBase(asset, slot string, c *domain.Component) string {
	key := string(c.Key)
	if key == "" {
		key = "name:" + c.Name
	}
	return strings.Join([]string{asset, slot, key, placeOf(c)}, "\x00")
}

func componentID(base string, copyNo int) string {
	sum := sha256.Sum256([]byte(base + "\x00" + strconv.Itoa(copyNo)))
	return hex.EncodeToString(sum[:10])
}

// generation names a state of an asset by its content, so that equal content
// is written once and a rebuilt store has the same keys.
func generation(v any) (uint64, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return 0, err
	}
	sum := sha256.Sum256(text)
	return binary.BigEndian.Uint64(sum[:8]) | 1, nil
}

// tally counts what the inventory holds.
func tally(cur *store.Current, held []domain.Held) {
	cur.Components, cur.NoVersion, cur.NoIdentity = len(held), 0, 0
	cur.Ecosystems = map[string]int{}
	for i := range held {
		c := &held[i].Component
		if c.Version == "" {
			cur.NoVersion++
		}
		if c.Key == "" {
			cur.NoIdentity++
		}
		cur.Ecosystems[ecosystemOf(c)]++
	}
}

// keysOf are all identities under which advisories may speak of the components.
func keysOf(held []domain.Held) []domain.PackageKey {
	set := map[domain.PackageKey]bool{}
	for i := range held {
		if held[i].Key != "" {
			set[held[i].Key] = true
		}
		for _, key := range held[i].Also {
			set[key] = true
		}
	}
	keys := make([]domain.PackageKey, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
