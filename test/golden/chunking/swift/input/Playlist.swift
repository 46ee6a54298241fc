import Foundation

/// The longest title that is shown.
let maximumTitleLength = 80

typealias Handler = (Result<Track, Error>) -> Void

/// Why a track did not play.
enum PlaybackError: Error {
    case missing(String)
    case forbidden

    var message: String {
        switch self {
        case .missing(let title): return "No such track: \(title)"
        case .forbidden: return "Not allowed"
        }
    }
}

struct Track: Codable, Equatable {
    let title: String
    let seconds: Int
}

/// Something that plays tracks.
protocol Player: AnyObject {
    var volume: Float { get set }

    func play(_ track: Track) throws
}

/**
 A list of tracks in the order in which they are played.
 */
@MainActor
public final class Playlist<Element: Playable>: ObservableObject {
    @Published private(set) var tracks: [Track] = []
    private weak var player: Player?

    /// Whether nothing is left.
    public var isEmpty: Bool { tracks.isEmpty }

    var duration: Int {
        get {
            tracks.reduce(0) { $0 + $1.seconds }
        }
        set {
            tracks = Array(tracks.prefix { $0.seconds < newValue })
        }
    }

    public init(player: Player) {
        self.player = player
    }

    convenience init?(url: URL) {
        guard let player = FilePlayer(url) else { return nil }
        self.init(player: player)
    }

    deinit {
        player?.volume = 0
    }

    /// Plays the next track.
    ///
    /// - Throws: `PlaybackError.missing` when the list is empty.
    @discardableResult
    func next() async throws -> Track {
        guard let track = tracks.first else {
            throw PlaybackError.missing("next")
        }
        try player?.play(track)
        tracks.removeFirst()
        return track
    }

    static func == (left: Playlist, right: Playlist) -> Bool {
        left.tracks == right.tracks
    }

    subscript(index: Int) -> Track {
        return tracks[index]
    }

    class func shared() -> Playlist { instance }
}

extension Playlist: Sequence {
    func makeIterator() -> IndexingIterator<[Track]> {
        tracks.makeIterator()
    }
}

extension String {
    var shortened: String {
        count > maximumTitleLength ? String(prefix(maximumTitleLength)) : self
    }
}

actor Downloader {
    private var running: Set<URL> = []

    func download(_ url: URL) async throws -> Data {
        running.insert(url)
        defer { running.remove(url) }
        let (data, _) = try await URLSession.shared.data(from: url)
        return data
    }

    func cancelAll() {
        running.removeAll()
    }
}

func shuffle(_ tracks: [Track], using generator: inout some RandomNumberGenerator) -> [Track] {
    tracks.shuffled(using: &generator)
}
