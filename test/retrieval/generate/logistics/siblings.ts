import { united, type SourceFiles } from '../sourceFiles';

interface Resource {
  name: string;
  plural: string;
  fields: readonly string[];
  /** A method that only the Java repository has, indented for a class body; without one there is no repository. */
  finder?: string;
}

const resources: readonly Resource[] = [
  {
    name: 'vehicle',
    plural: 'vehicles',
    fields: ['plate', 'capacityLitres', 'depotId'],
    finder: `    /** Vans whose roadworthiness test is about to run out. */
    public List<Map<String, Object>> dueForInspection(LocalDate before) {
        return jdbc.queryForList("SELECT * FROM vehicles WHERE inspected_until < ? ORDER BY inspected_until", before);
    }`,
  },
  {
    name: 'driver',
    plural: 'drivers',
    fields: ['fullName', 'licenceClass', 'depotId'],
    finder: `    public List<Map<String, Object>> licensedFor(String licenceClass) {
        return jdbc.queryForList("SELECT * FROM drivers WHERE licence_class >= ? AND left_on IS NULL", licenceClass);
    }`,
  },
  {
    name: 'depot',
    plural: 'depots',
    fields: ['city', 'lat', 'lon'],
    finder: `    public Optional<Map<String, Object>> nearestTo(double lat, double lon) {
        String sql = "SELECT * FROM depots ORDER BY (lat - ?) * (lat - ?) + (lon - ?) * (lon - ?) LIMIT 1";
        return jdbc.queryForList(sql, lat, lat, lon, lon).stream().findFirst();
    }`,
  },
  {
    name: 'parcel',
    plural: 'parcels',
    fields: ['barcode', 'grams', 'recipient'],
    finder: `    /** Things that have not been scanned anywhere for days. */
    public List<Map<String, Object>> stuckSince(LocalDate day) {
        return jdbc.queryForList("SELECT * FROM parcels WHERE last_scan < ? AND delivered_at IS NULL", day);
    }`,
  },
  {
    name: 'shipment',
    plural: 'shipments',
    fields: ['customerId', 'declaredValue', 'incoterm'],
    finder: `    public long declaredValueOf(long customerId, int year) {
        String sql = "SELECT COALESCE(SUM(declared_value), 0) FROM shipments WHERE customer_id = ? AND year = ?";
        return jdbc.queryForObject(sql, Long.class, customerId, year);
    }`,
  },
  { name: 'sensor', plural: 'sensors', fields: ['serial', 'kind', 'vehicleId'] },
  { name: 'alert', plural: 'alerts', fields: ['severity', 'raisedAt', 'sensorId'] },
  { name: 'round', plural: 'rounds', fields: ['driverId', 'vehicleId', 'day'] },
];

/** Resources that have a mock and a generated client. */
const mocked = resources.slice(0, 3);
const generatedClients = resources.slice(0, 5);

/** Files that are nearly the same for every resource, and files that a tool has written. */
export function siblings(): SourceFiles {
  const stored = resources.filter(({ finder }) => finder !== undefined);
  const repositories = 'domain/src/main/java/com/parcelsight/repository';
  return united(
    Object.fromEntries(
      resources.map((resource) => [`gateway/handlers/${resource.name}_handler.go`, handler(resource)]),
    ),
    Object.fromEntries(
      stored.map((resource) => [
        `${repositories}/${titleCase(resource.name)}Repository.java`,
        repository(resource),
      ]),
    ),
    Object.fromEntries(
      mocked.map((resource) => [`gateway/mocks/${resource.name}_store_mock.go`, mock(resource)]),
    ),
    Object.fromEntries(
      generatedClients.map((resource) => [`web/src/api/generated/${resource.plural}.ts`, client(resource)]),
    ),
    { 'gateway/handlers/errors.go': ERRORS, 'ingest/telemetrypb/telemetry.pb.go': MESSAGES },
  );
}

const titleCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function handler({ name, plural, fields }: Resource): string {
  const type = titleCase(name);
  return `package handlers

import (
	"encoding/json"
	"errors"
	"net/http"
)

type ${type} struct {
	ID string \`json:"id"\`
${fields.map((field) => `	${titleCase(field)} string \`json:"${field}"\``).join('\n')}
}

type ${type}Store interface {
	Find(id string) (${type}, error)
	Save(${name} ${type}) error
}

type ${type}Handler struct{ store ${type}Store }

func (h ${type}Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		h.show(w, r)
	case http.MethodPut:
		h.save(w, r)
	default:
		http.Error(w, "use GET or PUT on /${plural}", http.StatusMethodNotAllowed)
	}
}

func (h ${type}Handler) show(w http.ResponseWriter, r *http.Request) {
	${name}, err := h.store.Find(r.PathValue("id"))
	if errors.Is(err, ErrNotFound) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(${name})
}

func (h ${type}Handler) save(w http.ResponseWriter, r *http.Request) {
	var ${name} ${type}
	if err := json.NewDecoder(r.Body).Decode(&${name}); err != nil || ${name}.${titleCase(fields[0] ?? '')} == "" {
		http.Error(w, "${fields[0] ?? ''} is required", http.StatusUnprocessableEntity)
		return
	}
	if err := h.store.Save(${name}); err != nil {
		http.Error(w, "not saved", http.StatusInternalServerError)
	}
}
`;
}

function repository({ name, plural, finder = '' }: Resource): string {
  const type = titleCase(name);
  return `package com.parcelsight.repository;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

public class ${type}Repository {
    private final JdbcTemplate jdbc;

    public ${type}Repository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Map<String, Object>> byId(String id) {
        return jdbc.queryForList("SELECT * FROM ${plural} WHERE id = ?", id).stream().findFirst();
    }

    public void remove(String id) {
        jdbc.update("DELETE FROM ${plural} WHERE id = ?", id);
    }

${finder}
}
`;
}

function mock({ name }: Resource): string {
  const type = titleCase(name);
  return `package mocks

import "parcelsight/gateway/handlers"

// Mock${type}Store stands in for a ${type}Store in tests.
type Mock${type}Store struct {
	FindFunc func(id string) (handlers.${type}, error)
	SaveFunc func(${name} handlers.${type}) error
	Calls    []string
}

func (m *Mock${type}Store) Find(id string) (handlers.${type}, error) {
	m.Calls = append(m.Calls, "Find "+id)
	return m.FindFunc(id)
}

func (m *Mock${type}Store) Save(${name} handlers.${type}) error {
	m.Calls = append(m.Calls, "Save "+${name}.ID)
	return m.SaveFunc(${name})
}
`;
}

function client({ name, plural, fields }: Resource): string {
  const type = titleCase(name);
  return `/* tslint:disable */
/* This file is part of the API client; run "make client" after a change of openapi.yaml. */
export interface ${type} {
  id: string;
${fields.map((field) => `  ${field}?: string;`).join('\n')}
}

export async function get${type}(base: string, id: string): Promise<${type}> {
  const response = await fetch(base + '/${plural}/' + encodeURIComponent(id));
  if (!response.ok) throw new Error('GET ${plural}: ' + response.status);
  return (await response.json()) as ${type};
}

export async function put${type}(base: string, ${name}: ${type}): Promise<void> {
  const response = await fetch(base + '/${plural}/' + encodeURIComponent(${name}.id), {
    method: 'PUT',
    body: JSON.stringify(${name}),
  });
  if (!response.ok) throw new Error('PUT ${plural}: ' + response.status);
}
`;
}

const ERRORS = `package handlers

import "errors"

var ErrNotFound = errors.New("not found")
`;

/** With the notice that Go's tools agree on, by which it can be told to be generated. */
const MESSAGES = `// Code generated by protoc-gen-go. DO NOT EDIT.
// source: telemetry.proto

package telemetrypb

type Packet struct {
	Device   string
	Sequence uint64
	AtMs     int64
	Values   []float64
}

func (x *Packet) GetDevice() string {
	if x != nil {
		return x.Device
	}
	return ""
}

func (x *Packet) GetSequence() uint64 {
	if x != nil {
		return x.Sequence
	}
	return 0
}
`;
