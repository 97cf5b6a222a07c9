namespace Krewe.Planning.ReplicaSets;

/// <summary>Why pods could not be created or deleted: the condition <c>ReplicaFailure</c>.</summary>
/// <param name="Reason"><see cref="FailedCreate"/> or <see cref="FailedDelete"/>.</param>
/// <param name="Message">What the refusal said.</param>
/// <param name="Since">When it failed.</param>
public sealed record ReplicaFailure(string Reason, string Message, DateTimeOffset Since)
{
    /// <summary>A pod could not be created. Also the reason of the warning event.</summary>
    public const string FailedCreate = "FailedCreate";

    /// <summary>A pod could not be deleted. Also the reason of the warning event.</summary>
    public const string FailedDelete = "FailedDelete";
}
