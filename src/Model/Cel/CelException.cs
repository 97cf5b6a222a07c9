namespace Krewe.Model.Cel;

/// <summary>An expression is not one, or means nothing.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="at">Where, as an offset into the text.</param>
internal sealed class CelException(string problem, int at) : Exception(problem)
{
    public int At => at;

    /// <summary>What is wrong and where, in the form that Kubernetes prints it.</summary>
    public string Describe(string source)
    {
        var start = at == 0 ? 0 : source.LastIndexOf('\n', Math.Min(at, source.Length) - 1) + 1;
        var end = source.IndexOf('\n', start) is >= 0 and var newline ? newline : source.Length;
        var line = source.AsSpan(0, start).Count('\n') + 1;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"ERROR: <input>:{line}:{at - start + 1}: {Message}\n | {source[start..end]}\n | {new string('.', at - start)}^");
    }
}

/// <summary>An expression took more steps than it may.</summary>
internal sealed class CelBudgetException : Exception;
