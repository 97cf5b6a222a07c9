using System.Diagnostics;
using System.Globalization;
using Krewe.NodeAgent.Native;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>
/// An instance of a container as a session of processes. The agent's own child ends with an event; one that was adopted after a restart
/// is looked after by its identity in <c>/proc</c>.
/// </summary>
internal sealed class ProcessInstance(InstanceRecord record, string directory, TimeProvider time) : IDisposable
{
    /// <summary>What an engine uses for a process that it ended by force.</summary>
    public const int KilledExitCode = 137;

    private const int SigTerm = 15;
    private const int SigKill = 9;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan RestInterval = TimeSpan.FromMilliseconds(10);
    private const int MostLooks = 100;

    private readonly string _exitFile = Path.Combine(directory, "exit");
    private Process? _child;
    private ProcessIdentity? _identity;

    /// <summary>What is kept of it.</summary>
    public InstanceRecord Record => record;

    /// <summary>Its log.</summary>
    public ProcessLog Log { get; } = new(directory, time);

    /// <summary>Its control groups.</summary>
    public ProcessCgroup Cgroup { get; } = new(record.Id);

    /// <summary>Id of the session's first process, or null.</summary>
    public int? Pid => _identity?.Pid;

    /// <summary>Takes a child that was just started.</summary>
    public void Own(Process child)
    {
        _child = child;
        _identity = ProcessIdentity.Of(child.Id) ?? new ProcessIdentity(child.Id, 0);
    }

    /// <summary>Finds the process of an earlier agent, also of one that died before the shim could write which process it is.</summary>
    public void Adopt()
    {
        var file = Path.Combine(directory, "stat");
        _identity = (File.Exists(file) ? ProcessIdentity.Parse(File.ReadAllText(file), out _) : null) ?? ProcessShim.Find(directory);
    }

    /// <summary>True while the session's first process lives.</summary>
    public bool IsAlive => _child is { } child ? !child.HasExited : _identity is { IsAlive: true };

    /// <summary>As it is now.</summary>
    public ObservedContainer Look()
    {
        // Alive is asked before the exit file is: a process that ends in between is seen as running once more, never as unknown.
        var alive = record.StartError is null && IsAlive;
        var exited = File.Exists(_exitFile);
        return new ObservedContainer
        {
            Id = record.Id,
            Name = record.Name,
            Attempt = record.Attempt,
            SandboxId = record.SandboxId,
            SpecHash = record.SpecHash,
            BackOff = record.BackOff,
            ImageId = ProcessRuntime.ImageId,
            TerminationLog = record.TerminationLog,
            CreatedAt = record.CreatedAt,
            StartedAt = record.StartError is null ? record.CreatedAt : null,
            Phase = alive ? ContainerPhase.Running : ContainerPhase.Exited,
            FinishedAt = alive ? null : record.StartError is not null ? record.CreatedAt : exited ? File.GetLastWriteTimeUtc(_exitFile) : time.GetUtcNow(),
            ExitCode = alive ? null : ReadExitCode(),
            OutOfMemory = !alive && Cgroup.RanOutOfMemory(),
            StartError = record.StartError,
        };
    }

    /// <summary>Returns once it has ended, with all that it left running.</summary>
    public async Task WaitForEnd(CancellationToken cancellationToken)
    {
        if (_child is { } child)
            await child.WaitForExitAsync(cancellationToken);
        while (IsAlive)
            await Task.Delay(Interval, time, cancellationToken);
        await EndRest(cancellationToken);
    }

    /// <summary>Asks all its processes to end, and ends them by force after the grace.</summary>
    public async Task Stop(TimeSpan grace, CancellationToken cancellationToken)
    {
        if (!IsAlive || _identity is not { } identity)
            return;
        if (grace > TimeSpan.Zero)
        {
            SystemCalls.SignalSession(identity.Pid, SigTerm);
            using var deadline = new CancellationTokenSource(grace, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                await WaitForEnd(both.Token);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
            }
        }
        // The shim ends with the others and cannot write the exit code any more.
        await File.WriteAllTextAsync(_exitFile, KilledExitCode.ToString(CultureInfo.InvariantCulture), cancellationToken);
        SystemCalls.SignalSession(identity.Pid, SigKill);
        await WaitForEnd(cancellationToken);
    }

    /// <summary>
    /// Ends what outlives the session's first process: the shim does so itself unless it was killed, and cannot reach what has left the
    /// session. Dead processes that nobody reaps still count as a group's members, so the wait is bounded.
    /// </summary>
    private async Task EndRest(CancellationToken cancellationToken)
    {
        Cgroup.Kill();
        for (var looks = 0; looks < MostLooks && _identity is { Pid: > 1 } identity && SystemCalls.TryKill(-identity.Pid); looks++)
            await Task.Delay(RestInterval, time, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _child?.Dispose();

    private int? ReadExitCode()
    {
        try
        {
            return int.TryParse(File.ReadAllText(_exitFile).Trim(), CultureInfo.InvariantCulture, out var code) ? code : null;
        }
        catch (IOException)
        {
            return null; // Nobody wrote it: the machine or the shim was killed.
        }
    }
}
