package gateway

import (
	"encoding/json"
	"net/http"
)

// HealthHandler answers the load balancer's question whether this instance is alive.
func HealthHandler(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"status": "ok"})
}
