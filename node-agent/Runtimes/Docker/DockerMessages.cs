using System.Text.Json.Serialization;

namespace Krewe.NodeAgent.Runtimes.Docker;

// The part of the Docker Engine API (v1.41 and later) that the agent uses, under the engine's own names. Where the engine may leave a
// field out or send null, the property is nullable.

internal sealed record DockerError([property: JsonPropertyName("message")] string? Message = null);

internal sealed record DockerVersion(string Version, string ApiVersion);

internal sealed record DockerCreated(string Id);

internal sealed record DockerImage(string Id, long Size, IReadOnlyList<string>? RepoTags = null, IReadOnlyList<string>? RepoDigests = null);

internal sealed record DockerListedContainer(string Id);

internal sealed record DockerNetwork(string? IPAddress = null, string? GlobalIPv6Address = null);

internal sealed record DockerContainer(
    string Id, string Image, DateTimeOffset Created, DockerState State, DockerConfig Config, DockerNetworkSettings? NetworkSettings = null);

internal sealed record DockerNetworkSettings(Dictionary<string, DockerNetwork>? Networks = null);

internal sealed record DockerConfig(bool Tty, Dictionary<string, string>? Labels = null);

internal sealed record DockerState(
    string Status, bool Running, bool OOMKilled, int ExitCode, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string? Error = null, int Pid = 0);

internal sealed record DockerEvent(string? Action = null, DockerActor? Actor = null);

internal sealed record DockerActor(string? ID = null, Dictionary<string, string>? Attributes = null);

internal sealed record DockerPullProgress(
    [property: JsonPropertyName("error")] string? Error = null);

internal sealed record DockerExecCreate(
    IReadOnlyList<string> Cmd, bool AttachStdout, bool AttachStderr, bool AttachStdin = false, bool Tty = false);

internal sealed record DockerExecStart(bool Detach, bool Tty);

internal sealed record DockerExecInspect(bool Running, int? ExitCode = null, int Pid = 0);

internal sealed record DockerRegistryAuth(
    [property: JsonPropertyName("username")] string User,
    [property: JsonPropertyName("password")] string Password,
    [property: JsonPropertyName("serveraddress")] string Server);

internal sealed record DockerCreate
{
    public required string Image { get; init; }
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyList<string>? Cmd { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public string? WorkingDir { get; init; }
    public string? User { get; init; }
    public string? Hostname { get; init; }
    public bool OpenStdin { get; init; }
    public bool StdinOnce { get; init; }
    public bool Tty { get; init; }
    public required Dictionary<string, string> Labels { get; init; }
    public Dictionary<string, DockerEmpty>? ExposedPorts { get; init; }
    public required DockerHostConfig HostConfig { get; init; }
    public DockerHealthcheck? Healthcheck { get; init; }
}

internal sealed record DockerEmpty;

internal sealed record DockerHealthcheck(IReadOnlyList<string> Test);

internal sealed record DockerHostConfig
{
    public string? NetworkMode { get; init; }
    public string? IpcMode { get; init; }
    public string? PidMode { get; init; }
    public IReadOnlyList<DockerMount>? Mounts { get; init; }
    public long? CpuShares { get; init; }
    public long? CpuPeriod { get; init; }
    public long? CpuQuota { get; init; }
    public long? Memory { get; init; }
    public long? MemorySwap { get; init; }
    public long? PidsLimit { get; init; }
    public int? OomScoreAdj { get; init; }
    public bool Privileged { get; init; }
    public IReadOnlyList<string>? CapAdd { get; init; }
    public IReadOnlyList<string>? CapDrop { get; init; }
    public bool ReadonlyRootfs { get; init; }
    public IReadOnlyList<string>? SecurityOpt { get; init; }
    public IReadOnlyList<string>? GroupAdd { get; init; }
    public DockerLogConfig? LogConfig { get; init; }
    public IReadOnlyList<string>? ExtraHosts { get; init; }
    public IReadOnlyList<string>? Dns { get; init; }
    public IReadOnlyList<string>? DnsSearch { get; init; }
    public IReadOnlyList<string>? DnsOptions { get; init; }
    public IReadOnlyDictionary<string, string>? Sysctls { get; init; }
    public Dictionary<string, IReadOnlyList<DockerPortBinding>>? PortBindings { get; init; }
}

internal sealed record DockerMount(string Type, string Source, string Target, bool ReadOnly, DockerBindOptions? BindOptions);

internal sealed record DockerBindOptions(string Propagation);

internal sealed record DockerLogConfig(string Type, Dictionary<string, string> Config);

internal sealed record DockerPortBinding(string? HostIp, string HostPort);

/// <summary>JSON of the engine's messages, made at compile time.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DockerError))]
[JsonSerializable(typeof(DockerVersion))]
[JsonSerializable(typeof(DockerCreated))]
[JsonSerializable(typeof(DockerImage))]
[JsonSerializable(typeof(List<DockerImage>))]
[JsonSerializable(typeof(List<DockerListedContainer>))]
[JsonSerializable(typeof(DockerContainer))]
[JsonSerializable(typeof(DockerEvent))]
[JsonSerializable(typeof(DockerPullProgress))]
[JsonSerializable(typeof(DockerExecCreate))]
[JsonSerializable(typeof(DockerExecStart))]
[JsonSerializable(typeof(DockerExecInspect))]
[JsonSerializable(typeof(DockerRegistryAuth))]
[JsonSerializable(typeof(DockerCreate))]
[JsonSerializable(typeof(Dictionary<string, List<string>>))]
internal sealed partial class DockerJson : JsonSerializerContext;
