using System.Globalization;
using System.Net;
using Krewe.Gateway;

namespace Krewe.SiloHost;

/// <summary>Where state is kept.</summary>
internal enum StorageKind
{
    /// <summary>An SQLite database in the data directory.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, which several silo-hosts may share.</summary>
    Postgres,

    /// <summary>Nowhere; gone with the process. For tests.</summary>
    Memory,
}

/// <summary>
/// What the host is told: on the command line as <c>--name value</c>, else in the environment as <c>KREWE_NAME</c>.
/// </summary>
internal sealed record SiloHostOptions
{
    /// <summary>Directory of everything that survives a restart: the database, keys, tokens, the administrator's kubeconfig.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Addresses to serve on. Port 0 takes a free one.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>Where state is kept.</summary>
    public StorageKind Storage { get; init; } = StorageKind.Sqlite;

    /// <summary>With <see cref="StorageKind.Postgres"/>: a connection string of Npgsql, or the path of a file that holds one.</summary>
    public string? Database { get; init; }

    /// <summary>With <see cref="StorageKind.Postgres"/>: where the other silos reach this one; null for the first address that it serves on.</summary>
    public Uri? Advertise { get; init; }

    /// <summary>With <see cref="StorageKind.Postgres"/> on the Orleans engine: where the other silos of the cluster speak with this one. The same after a restart.</summary>
    public DnsEndPoint Silo { get; init; } = new("127.0.0.1", 11111);

    /// <summary>Further names of the server for its certificate.</summary>
    public IReadOnlyList<string> ServerNames { get; init; } = [];

    /// <summary>File to append what is asked of the API to; null for none.</summary>
    public string? AuditLog { get; init; }

    /// <summary>The least level of log lines.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How the options are written, for people.</summary>
    public const string Usage = """
        silo-host: Krewe's control plane and its Kubernetes API.
        silo-host ready         asks the one that runs with the same options whether it is ready
        silo-host backup FILE   backs up a data directory that is not in use, or a PostgreSQL database that may be (one that runs: GET /krewe/v1/backup)
        silo-host restore FILE  restores a backup into a data directory, or a PostgreSQL database, without state
        silo-host verify FILE   reads a backup to its end and says what it holds

          --data DIR          where everything that survives a restart is kept   (KREWE_DATA, default: ./data)
          --listen ADDRESSES  addresses to serve on, separated by commas         (KREWE_LISTEN, default: 127.0.0.1:6443)
          --storage KIND      sqlite, postgres or memory                         (KREWE_STORAGE, default: sqlite)
          --database DATABASE for postgres: a file that holds a connection string such as
                              Host=db;Database=krewe;Username=krewe;Password=... (KREWE_DATABASE; the string itself is taken too)
          --advertise URL     for postgres: where the other silo-hosts on the database reach this one
                                                                                 (KREWE_ADVERTISE, default: the first --listen)
          --silo HOST:PORT    for postgres on the Orleans engine: where the other silos speak with this one; each silo
                              keeps its own over restarts                        (KREWE_SILO, default: 127.0.0.1:11111)
          --names NAMES       further names for the server's certificate         (KREWE_NAMES)
          --audit-log FILE    appends who asked for what to a file, as audit.k8s.io/v1 events
                              of the level Metadata                              (KREWE_AUDIT_LOG, default: none)
          --log-level LEVEL   debug, information, warning, error                 (KREWE_LOG_LEVEL, default: information)
        """;

    /// <summary>Reads the options.</summary>
    /// <exception cref="FormatException">An option is unknown or has no sensible value; the message says which.</exception>
    public static SiloHostOptions Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] is not ("--data" or "--listen" or "--storage" or "--database" or "--advertise" or "--silo" or "--names" or "--audit-log" or "--log-level"))
                throw new FormatException($"unknown option {arguments[i]}");
            if (i + 1 == arguments.Count)
                throw new FormatException($"{arguments[i]} needs a value");
            given[arguments[i]] = arguments[i + 1];
        }
        var options = new SiloHostOptions
        {
            DataDirectory = Path.GetFullPath(Get("--data", "KREWE_DATA") ?? "data"),
            Listen = [.. Split(Get("--listen", "KREWE_LISTEN") ?? "127.0.0.1:6443").Select(ParseEndpoint)],
            Storage = ParseEnum(Get("--storage", "KREWE_STORAGE"), "--storage", StorageKind.Sqlite),
            Database = Get("--database", "KREWE_DATABASE"),
            Advertise = Get("--advertise", "KREWE_ADVERTISE") is { } address ? ParseAddress(address) : null,
            Silo = ParseSilo(Get("--silo", "KREWE_SILO") ?? "127.0.0.1:11111"),
            ServerNames = Split(Get("--names", "KREWE_NAMES") ?? ""),
            AuditLog = Get("--audit-log", "KREWE_AUDIT_LOG") is { Length: > 0 } file ? Path.GetFullPath(file) : null,
            LogLevel = ParseEnum(Get("--log-level", "KREWE_LOG_LEVEL"), "--log-level", LogLevel.Information),
        };
        options.Validate();
        return options;

        string? Get(string option, string variable) => given.GetValueOrDefault(option) ?? environment(variable);
    }

    private IEnumerable<string> AllServerNames =>
        [.. ServerNames, .. Advertise is { } address ? [address.Host.Trim('[', ']')] : Array.Empty<string>(), .. Listen.SelectMany(MachineAddresses.Behind)];

    /// <summary>What the gateway is told.</summary>
    public GatewayOptions ToGatewayOptions() => new() { DataDirectory = DataDirectory, ServerNames = [.. AllServerNames], AuditLog = AuditLog };

    private void Validate()
    {
        if (Storage != StorageKind.Postgres && (Database is not null || Advertise is not null))
            throw new FormatException("--database and --advertise are for --storage postgres only");
        if (Storage != StorageKind.Postgres)
            return;
        if (Database is null)
            throw new FormatException("--storage postgres needs --database");
        if (Advertise is null && (Listen[0].Address.Equals(IPAddress.Any) || Listen[0].Address.Equals(IPAddress.IPv6Any)))
            throw new FormatException($"--advertise is needed: no other machine reaches this one at {Listen[0]}");
    }

    private static Uri ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.AbsolutePath == "/"
            ? address
            : throw new FormatException($"--advertise: '{text}' is no address such as https://192.0.2.1:6443");

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IPEndPoint ParseEndpoint(string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && text.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{endpoint.Port}"), StringComparison.Ordinal)
            ? endpoint
            : throw new FormatException($"--listen: '{text}' is no address with a port, such as 127.0.0.1:6443");

    private static DnsEndPoint ParseSilo(string text) =>
        text.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? new DnsEndPoint(text[..colon], port)
            : throw new FormatException($"--silo: '{text}' is no host with a port, such as 10.0.0.1:11111");

    private static T ParseEnum<T>(string? text, string option, T otherwise) where T : struct, Enum =>
        text is null ? otherwise
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw new FormatException($"{option}: '{text}' is none of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
}
