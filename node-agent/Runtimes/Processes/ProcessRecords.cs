using System.Text.Json;
using System.Text.Json.Serialization;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>What is kept of a pod on disk: its "sandbox" is a directory and an address.</summary>
internal sealed record PodRecord(PodIdentity Pod, int Attempt, string Address, DateTimeOffset CreatedAt, TimeSpan Grace)
{
    /// <summary>Id of the sandbox.</summary>
    [JsonIgnore]
    public string SandboxId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Pod.Uid}.{Attempt}");
}

/// <summary>What is kept of an instance on disk.</summary>
internal sealed record InstanceRecord(
    PodIdentity Pod, string Name, int Attempt, string SandboxId, string SpecHash, TimeSpan BackOff, string TerminationLog, DateTimeOffset CreatedAt)
{
    /// <summary>Id of the instance.</summary>
    [JsonIgnore]
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Pod.Uid}.{Name}.{Attempt}");

    /// <summary>Why it could not be started.</summary>
    public string? StartError { get; init; }

    /// <summary>As whom its processes run.</summary>
    public InstanceUser User { get; init; }

    /// <summary>Where they start, or null for the root.</summary>
    public string? WorkingDirectory { get; init; }
}

/// <summary>User and group of an instance's processes; without both, the agent's own.</summary>
internal readonly record struct InstanceUser(long? User, long? Group);

/// <summary>JSON of the records.</summary>
[JsonSerializable(typeof(PodRecord))]
[JsonSerializable(typeof(InstanceRecord))]
internal sealed partial class ProcessJson : JsonSerializerContext;

/// <summary>
/// Where the process runtime keeps what it must know after a restart: <c>UID/pod.json</c>, and for each instance <c>UID/NAME.ATTEMPT/</c>
/// with <c>instance.json</c> and what the shim writes: <c>stat</c> (which process it is), <c>exit</c> (its exit code), <c>log</c>.
/// </summary>
internal sealed class ProcessStore(string root)
{
    private const string PodFile = "pod.json";
    private const string InstanceFile = "instance.json";

    /// <summary>The directory of an instance.</summary>
    public string DirectoryOf(InstanceRecord instance) =>
        Path.Combine(root, instance.Pod.Uid, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{instance.Name}.{instance.Attempt}"));

    /// <summary>All pods.</summary>
    public IReadOnlyList<PodRecord> Pods() =>
        Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root).Select(pod => Read(Path.Combine(pod, PodFile), ProcessJson.Default.PodRecord)).OfType<PodRecord>()]
            : [];

    /// <summary>All instances.</summary>
    public IReadOnlyList<InstanceRecord> Instances() =>
        Directory.Exists(root)
            ?
            [
                .. Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories)
                    .Select(instance => Read(Path.Combine(instance, InstanceFile), ProcessJson.Default.InstanceRecord)).OfType<InstanceRecord>(),
            ]
            : [];

    /// <summary>Keeps a pod.</summary>
    public void Save(PodRecord pod)
    {
        Directory.CreateDirectory(Path.Combine(root, pod.Pod.Uid));
        Write(Path.Combine(root, pod.Pod.Uid, PodFile), JsonSerializer.SerializeToUtf8Bytes(pod, ProcessJson.Default.PodRecord));
    }

    /// <summary>Keeps an instance.</summary>
    public void Save(InstanceRecord instance)
    {
        Directory.CreateDirectory(DirectoryOf(instance));
        Write(Path.Combine(DirectoryOf(instance), InstanceFile), JsonSerializer.SerializeToUtf8Bytes(instance, ProcessJson.Default.InstanceRecord));
    }

    /// <summary>Forgets a pod's sandbox, and its directory when nothing else is in it.</summary>
    public void RemovePod(string uid)
    {
        File.Delete(Path.Combine(root, uid, PodFile));
        RemoveIfEmpty(Path.Combine(root, uid));
    }

    /// <summary>Forgets an instance and its log.</summary>
    public void Remove(InstanceRecord instance)
    {
        if (Directory.Exists(DirectoryOf(instance)))
            Directory.Delete(DirectoryOf(instance), recursive: true);
        RemoveIfEmpty(Path.Combine(root, instance.Pod.Uid));
    }

    private static void RemoveIfEmpty(string directory)
    {
        if (Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    private static void Write(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".next", content);
        File.Move(path + ".next", path, overwrite: true);
    }

    /// <summary>A record, or null for one that is not there or was torn by a crash: what it stood for was never started.</summary>
    private static T? Read<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}
