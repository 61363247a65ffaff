package words

// GalleryNote says what the gallery of pieces is.
func GalleryNote() string {
	return Text("Every piece the screens are made of, in its states. Nothing here touches a desk.")
}

// GalleryLong is a text that is too long for most places.
func GalleryLong() string {
	return Text("A text that is longer than the room there is for it, so that it shows what becomes of long names, of long titles, and of what somebody wrote without looking at the width of the window")
}
