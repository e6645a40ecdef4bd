// Something nobody foresaw, while post puts the event together: that is where the run's context is read.
process.env = new Proxy(process.env, {
  get(environment, name) {
    if (name === 'GITHUB_WORKFLOW') {
      throw new Error('the environment is broken');
    }
    return Reflect.get(environment, name);
  },
});
