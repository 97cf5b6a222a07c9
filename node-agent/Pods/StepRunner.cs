using System.Threading.Channels;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Runtimes;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Pods;

/// <summary>
/// Runs the steps of one pod beside each other, at most one for each key, and tells the worker when one is over. A step never throws
/// into the worker: what it expects it turns into a signal itself, and anything else is logged here and tried again later.
/// </summary>
internal sealed partial class StepRunner(ChannelWriter<PodSignal> signals, TimeProvider time, ILogger logger, CancellationToken lifetime)
{
    /// <summary>A step that failed is not tried again before this has passed.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (CancellationTokenSource Cancel, Task Task)> _running = [];

    /// <summary>True while any step runs.</summary>
    public bool Busy => _running.Count > 0;

    /// <summary>True while the step runs.</summary>
    public bool IsRunning(string key) => _running.ContainsKey(key);

    /// <summary>Starts a step unless it runs already.</summary>
    public bool Start(string key, Func<CancellationToken, Task<PodSignal?>> step)
    {
        if (_running.ContainsKey(key))
            return false;
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(lifetime);
        _running[key] = (cancel, Run(key, step, cancel.Token));
        return true;
    }

    /// <summary>Asks a step to give up.</summary>
    public void Cancel(string key)
    {
        if (_running.TryGetValue(key, out var step))
            step.Cancel.Cancel();
    }

    /// <summary>Forgets a step that has told that it is over.</summary>
    public void Ended(string key)
    {
        if (_running.Remove(key, out var step))
            step.Cancel.Dispose();
    }

    /// <summary>Waits for all steps, after the lifetime has ended.</summary>
    public async Task WhenAllEnded()
    {
        foreach (var (cancel, task) in _running.Values)
        {
            await task;
            cancel.Dispose();
        }
        _running.Clear();
    }

    private async Task Run(string key, Func<CancellationToken, Task<PodSignal?>> step, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            try
            {
                if (await step(cancellationToken) is { } outcome)
                    await signals.WriteAsync(outcome, lifetime);
            }
            catch (Exception e) when (e is RuntimeException or ConfigurationException or IOException or UnauthorizedAccessException)
            {
                LogFailed(logger, key, e.Message);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A defect in one step must not end the agent, which keeps every other pod running.
                LogDefect(logger, e, key);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
        if (!lifetime.IsCancellationRequested)
            try
            {
                await signals.WriteAsync(new PodSignal.StepEnded(key), lifetime);
            }
            catch (OperationCanceledException)
            {
            }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Step {Step} failed and will be tried again: {Why}")]
    private static partial void LogFailed(ILogger logger, string step, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Step {Step} failed by a defect of the agent and will be tried again")]
    private static partial void LogDefect(ILogger logger, Exception e, string step);
}
