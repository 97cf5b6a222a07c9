using Krewe.EmbeddedSilo.CodeGeneration;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>What the silo tells its log.</summary>
internal sealed partial class SiloLog(ILogger logger)
{
    [LoggerMessage(LogLevel.Information, "Silo {Name} runs: {Classes} grain classes in {Assemblies} assemblies.")]
    public partial void Started(string name, int classes, int assemblies);

    [LoggerMessage(LogLevel.Warning, "The silo stopped while {Count} activations had not ended.")]
    public partial void StoppedEarly(int count);

    [LoggerMessage(LogLevel.Warning, "{Grain} could not be activated.")]
    public partial void ActivationFailed(Exception failure, GrainId grain);

    [LoggerMessage(LogLevel.Warning, "{Grain} failed while it was deactivated.")]
    public partial void DeactivationFailed(Exception failure, GrainId grain);

    [LoggerMessage(LogLevel.Warning, "A timer of {Grain} failed.")]
    public partial void TimerFailed(Exception failure, GrainId grain);

    [LoggerMessage(LogLevel.Warning, "The one-way call {Call} failed.")]
    public partial void OneWayCallFailed(Exception failure, GrainRequest call);

    [LoggerMessage(LogLevel.Debug, "The one-way call {Call} reached nobody: {Why}")]
    public partial void OneWayCallDropped(GrainRequest call, string why);

    [LoggerMessage(LogLevel.Error, "{Call} failed.")]
    public partial void EngineTurnFailed(Exception failure, GrainRequest call);

    [LoggerMessage(LogLevel.Warning, "Reminder {Name} of {Grain} failed; it comes again after its period.")]
    public partial void ReminderFailed(Exception failure, string name, GrainId grain);
}
