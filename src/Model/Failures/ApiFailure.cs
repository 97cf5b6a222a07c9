using Krewe.Model.Validation;

namespace Krewe.Model.Failures;

/// <summary>
/// A request that was refused, as a value. The gateway turns it into a <c>Status</c> in one place; no layer below knows HTTP.
/// </summary>
/// <param name="Reason">The class of failure.</param>
/// <param name="Message">The sentence that the user reads, as Kubernetes words it.</param>
public sealed partial record ApiFailure(FailureReason Reason, string Message)
{
    /// <summary>Kind (or plural) and group of what the request named, for the status' details.</summary>
    public string? Kind { get; init; }

    /// <summary>API group of it.</summary>
    public string? Group { get; init; }

    /// <summary>Name of the object.</summary>
    public string? Name { get; init; }

    /// <summary>UID of the object, where a precondition on it failed.</summary>
    public string? Uid { get; init; }

    /// <summary>Each error with its field.</summary>
    public IReadOnlyList<FieldError> Causes { get; init; } = [];

    /// <summary>When to try again, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
