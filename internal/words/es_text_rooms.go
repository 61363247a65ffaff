package words

// esTextRooms are the Spanish sentences of readiness, reports, fetching and the search.
var esTextRooms = map[string]string{
	"The week {week}": "La semana {week}",
	"more was put into it by hand than there is time for":                 "se puso en ella a mano más de lo que da el tiempo",
	"No help is counted for what has no place and misses no day: {names}": "No se cuenta ayuda para lo que no tiene sitio y no incumple ningún día: {names}",
	"{task} by {days}":                "{task} por {days}",
	"Show {assets}":                   "Mostrar {assets}",
	"Show {tasks}":                    "Mostrar {tasks}",
	"{why}: {n} of {all} assets":      "{why}: {n} de {all} activos",
	"How a check of readiness stands": "Cómo está una comprobación de la preparación",
}
