package store_test

import (
	"context"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

func TestSmoke(t *testing.T) {
	e, err := bolt.Open(t.TempDir()+"/x.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := store.New(e)
	ctx := context.Background()
	if err := s.Open(ctx); err != nil {
		t.Fatal(err)
	}
	err = s.Update(ctx, func(w *store.Write) error {
		if err := w.PutAsset(domain.Asset{ID: "1", Name: "X"}); err != nil {
			return err
		}
		_, err := w.AssetByName("x ")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutOriginal(ctx, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", []byte("abc")); err != nil {
		t.Fatal(err)
	}
}
