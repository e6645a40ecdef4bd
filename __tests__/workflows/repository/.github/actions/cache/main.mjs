console.log('Cache restored');
