using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Where a termination message comes from.</summary>
public readonly record struct TerminationMessagePolicy(string Value) : IOpenEnum<TerminationMessagePolicy>
{
    /// <summary>From the end of the log when the file is empty and the container failed.</summary>
    public static TerminationMessagePolicy FallbackToLogsOnError { get; } = new("FallbackToLogsOnError");

    /// <summary>From the file.</summary>
    public static TerminationMessagePolicy File { get; } = new("File");

    /// <inheritdoc/>
    public static IReadOnlyList<TerminationMessagePolicy> Known { get; } = [FallbackToLogsOnError, File];

    /// <inheritdoc/>
    public static TerminationMessagePolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
