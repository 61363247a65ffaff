package store

import (
	"iter"

	"fenceline/internal/domain"
)

// Receipt is the whole receipt with its files.
func (r *Read) Receipt(id string) (domain.Receipt, error) {
	receipt, ok, err := find[domain.Receipt](r, path(pathReceipt, id))
	if err != nil {
		return receipt, err
	}
	if !ok {
		return receipt, missing("read receipt", id, CodeNoReceipt)
	}
	for file, err := range r.ReceiptFiles(id) {
		if err != nil {
			return domain.Receipt{}, err
		}
		receipt.Files = append(receipt.Files, file)
	}
	return receipt, nil
}

// ReceiptFiles yields the lines of a receipt in the order of their chunks.
func (r *Read) ReceiptFiles(id string) iter.Seq2[domain.FileReceipt, error] {
	return flatten(scan[[]domain.FileReceipt](r, Range{Prefix: under(pathReceiptFile, id)}))
}

// Receipts lists receipts without their files, newest first; limit 0 means all.
func (r *Read) Receipts(limit int) ([]domain.Receipt, error) {
	return collect(scan[domain.Receipt](r, Range{Prefix: under(pathReceipt), Reverse: true, Limit: limit}))
}

// PutReceipt stores the receipt without its files.
func (w *Write) PutReceipt(receipt domain.Receipt) error {
	receipt.Files = nil
	return w.put(path(pathReceipt, receipt.ID), receipt)
}

// AppendReceiptFiles stores lines of a receipt as its chunk of that number,
// counted from 0; the same number again replaces the chunk, so that work begun
// anew does not count a file twice.
func (w *Write) AppendReceiptFiles(id string, chunk int, files []domain.FileReceipt) error {
	return w.put(path(pathReceiptFile, id)+"/"+number(chunk), files)
}

// flatten yields the records of a sequence of chunks one by one.
func flatten[T any](chunks iter.Seq2[[]T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for chunk, err := range chunks {
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, record := range chunk {
				if !yield(record, nil) {
					return
				}
			}
		}
	}
}
