-- Grids of cells with neighbours.
local json = require("json")
local bit = require("bit")

local M = {}

local DEFAULTS = {
  width = 10,
  height = 10,
  wrap = false,
}

--- Clamps a number to a range.
-- @param value number
local function clamp(value, low, high)
  return math.max(low, math.min(high, value))
end

local Grid = {}
Grid.__index = Grid

--[[
Creates a grid.
All cells are empty at first.
]]
function M.new(options)
  local self = setmetatable({}, Grid)
  for key, value in pairs(DEFAULTS) do
    self[key] = options and options[key] or value
  end
  self.cells = {}
  return self
end

function Grid:get(x, y)
  if self.wrap then
    x = x % self.width
    y = y % self.height
  end
  return self.cells[y * self.width + x]
end

function Grid:set(x, y, cell)
  local function index()
    return clamp(y, 0, self.height) * self.width + clamp(x, 0, self.width)
  end
  self.cells[index()] = cell
end

M.neighbours = function(grid, x, y)
  local found = {}
  for dx = -1, 1 do
    for dy = -1, 1 do
      if dx ~= 0 or dy ~= 0 then
        found[#found + 1] = grid:get(x + dx, y + dy)
      end
    end
  end
  return found
end

local each = function(grid, visit)
  for _, cell in pairs(grid.cells) do
    visit(cell)
  end
end

function main()
  print(json.encode(M.new()))
end

M.handlers = {
  click = function(event)
    return event.x, event.y
  end,
  key = function(event)
    return event.code
  end,
}

function M.shapes.circle.area(r)
  return math.pi * r ^ 2
end

return M
