using Krewe.Model.Meta;

namespace Krewe.Planning.Settled;

/// <summary>
/// Tells which objects need a look after the control plane was away. What is settled needs no activation: its next change will signal
/// whoever must look.
/// </summary>
public static class SettledRule
{
    /// <summary>True if nothing waits to be done for the object, as far as the object itself tells.</summary>
    public static bool IsSettled(ApiObject value) => throw new NotImplementedException();
}
