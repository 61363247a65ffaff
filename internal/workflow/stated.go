package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// stated is what a person typed about a device, as it is kept.
type stated struct {
	Fenceline    string `json:"fenceline"` // "stated device facts"
	Manufacturer string `json:"manufacturer"`
	Model        string `json:"model"`
	Firmware     string `json:"firmware"`
	Serial       string `json:"serial,omitzero"`
}

func decodeStated(data []byte) (domain.Snapshot, error) {
	var s stated
	if err := json.Unmarshal(data, &s); err != nil {
		return domain.Snapshot{}, &domain.Error{Kind: domain.Corrupt, Op: "read stated facts", Code: "original_lost", Err: err}
	}
	c := domain.Component{Name: s.Model, Vendor: s.Manufacturer, Version: s.Firmware, Type: "device", Model: s.Model, Serial: s.Serial}
	identity.Describe(&c, "")
	census := domain.Census{Read: 1, Identifiable: 1, ByType: map[string]int{"device": 1}}
	if c.Version == "" {
		census.WithoutVersion = 1
	}
	if c.Key == "" {
		census.Identifiable, census.WithoutIdentity = 0, 1
	}
	return domain.Snapshot{Format: domain.FormatStated, Subject: s.Model, Components: []domain.Component{c}, Census: census}, nil
}

// putStated keeps what a person typed about a device as its stated inventory.
// Without a model there is nothing an advisory could name.
func (d *Desk) putStated(ctx context.Context, a domain.Asset) error {
	if a.Model == "" {
		return nil
	}
	data, err := json.MarshalIndent(stated{Fenceline: "stated device facts", Manufacturer: a.Manufacturer, Model: a.Model, Firmware: a.Firmware, Serial: a.Serial}, "", "  ")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	doc := ingest.Document{File: a.Name, Format: domain.FormatStated, Size: int64(len(data)), Digest: hex.EncodeToString(sum[:]), Data: data}
	if _, err = d.putInventory(ctx, a, slotStated, doc); err != nil {
		return err
	}
	return d.store.Update(ctx, func(w *store.Write) error { return w.DeletePending("stated", a.ID) })
}

// pendStated notes, together with the change itself, that the device facts have
// to become an inventory.
func pendStated(w *store.Write, a domain.Asset) error {
	if a.Model == "" {
		return nil
	}
	return w.PutPending("stated", a.ID, store.Pending{Asset: a.ID})
}

// resumeStated makes the stated inventories that an interrupted run left over.
func (d *Desk) resumeStated(ctx context.Context) error {
	var assets []domain.Asset
	err := d.store.View(ctx, func(r *store.Read) error {
		assets = assets[:0]
		for id, p := range r.Pendings("stated") {
			if p.Err != nil {
				return p.Err
			}
			a, err := r.Asset(id)
			if err != nil {
				return err
			}
			assets = append(assets, a)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, a := range assets {
		if err := d.putStated(ctx, a); err != nil {
			return err
		}
	}
	return nil
}
