# frozen_string_literal: true

require 'set'
require_relative 'clock'

module Work
  VERSION = '1.2.0'

  # Raised when a job cannot be placed.
  class Overbooked < StandardError; end

  # Runs jobs at their time.
  class Scheduler
    include Enumerable

    DEFAULTS = {
      retries: 3,
      delay: 10,
    }.freeze

    attr_reader :jobs, :clock

    # @param clock [Clock] what tells the time
    def initialize(clock: Clock.new)
      @clock = clock
      @jobs = []
    end

    class << self
      def default
        @default ||= new
      end
    end

    def self.parse(line)
      time, name = line.split(' ', 2)
      Job.new(name, Integer(time))
    end

    # Adds a job.
    #
    # Jobs of the same time run in the order in which they came.
    def add(job)
      raise Overbooked if full?

      @jobs << job
      @jobs.sort_by!(&:time)
    end

    def full? = @jobs.size >= 100

    def each(&block)
      return enum_for(:each) unless block

      @jobs.each(&block)
    end

    def <=>(other)
      jobs.size <=> other.jobs.size
    end

    private

    define_method(:log) do |message|
      warn "[#{clock.now}] #{message}"
    end

    def due
      @jobs.take_while { |job| job.time <= clock.now }
    end
  end

  Job = Struct.new(:name, :time) do
    def late?(now)
      time < now
    end
  end

  def self.run!
    Scheduler.default.each(&:call)
  end
end

class Work::Scheduler
  def clear!
    @jobs.clear
  end
end

def main(arguments)
  arguments.each { |line| Work::Scheduler.default.add(Work::Scheduler.parse(line)) }
end

RSpec.describe Work::Scheduler do
  let(:scheduler) { described_class.new }

  it 'keeps jobs in order' do
    scheduler.add(Work::Job.new('b', 2))
    scheduler.add(Work::Job.new('a', 1))
    expect(scheduler.map(&:name)).to eq(%w[a b])
  end
end

main(ARGV) if $PROGRAM_NAME == __FILE__
